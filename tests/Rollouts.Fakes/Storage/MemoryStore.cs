using Rollouts.Storage;
using Rollouts.Storage.Bundles;
using Rollouts.Storage.Checkpoints;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Marks;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Fakes.Storage;

/// <summary>
/// A store in memory that keeps every promise of the contract but the one to survive. It is written the plain way, one
/// commit after the other, and shares no code with the real ones, so that they can be held against it.
/// </summary>
public sealed class MemoryStore : IStore
{
    private readonly MemoryTables _tables;
    private readonly MemoryDriving _driving;
    private readonly MemoryJobs _jobs;

    /// <param name="time">The store's clock.</param>
    public MemoryStore(TimeProvider time)
    {
        _tables = new MemoryTables(time);
        _driving = new MemoryDriving(_tables);
        _jobs = new MemoryJobs(_tables);
        Questions = new MemoryQuestions(_tables);
        Outbox = new MemoryOutbox(_tables);
        Idempotency = new MemoryIdempotency(_tables);
        Lists = new MemoryLists(_tables);
        Checkpoints = new MemoryCheckpoints(_tables);
        Bundles = new MemoryBundles(_tables);
        Head = new MemoryHead(_tables);
        Streams = new MemoryStreams(_tables, new MemoryCommits(_tables, _driving.Wake));
    }

    public IStreamStore Streams { get; }

    public IDueRollouts Driving => _driving;

    public ICheckSchedule Questions { get; }

    public IOutbox Outbox { get; }

    public IIdempotencyRepository Idempotency { get; }

    public IRolloutLists Lists { get; }

    public ICheckpointRepository Checkpoints { get; }

    public IEvidenceBundles Bundles { get; }

    public IJobs Jobs => _jobs;

    public IJobRuns JobRuns => _jobs;

    public IStoreHead Head { get; }

    /// <summary>
    /// What goes wrong: asked at the beginning and at the end of every call, it may throw. At the end what was written
    /// is written, as when a connection breaks before the database can say so.
    /// </summary>
    public Action<MemoryCall>? Fault
    {
        get => _tables.Fault;
        set => _tables.Fault = value;
    }

    public Task BeatAsync(string process, CancellationToken cancellation) =>
        _tables.Run("Store", nameof(BeatAsync), () => process.Length, cancellation);

    public Task RebaseAsync(RebaseRequest request, CancellationToken cancellation) =>
        _tables.Run("Store", nameof(RebaseAsync), () => MemoryRebase.Rebase(_tables, request), cancellation);

    /// <summary>The format that was written to the row of a rollout.</summary>
    public int FormatOf(RolloutId id) => _tables.Rollouts.TryGetValue(id, out var rollout) ? rollout.Format : 0;

    /// <summary>The class of the next look at a rollout.</summary>
    public WorkClass ClassOf(RolloutId id) => _tables.Rollouts[id].Class;

    /// <summary>Whether a rollout is due and held by no worker.</summary>
    public bool IsClaimable(RolloutId id) =>
        _tables.Rollouts.TryGetValue(id, out var rollout)
        && rollout.Due <= _tables.Now()
        && rollout.IsFree(_tables.Now());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

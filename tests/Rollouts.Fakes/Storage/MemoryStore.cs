using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Checkpoints;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Marks;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Fakes.Storage;

/// <summary>
/// A store in memory that keeps every promise of the contract but the one to survive. It is written the plain way, one
/// commit after the other, and shares no code with the real ones, so that they can be held against it.
/// </summary>
public sealed class MemoryStore : IStore
{
    private readonly MemoryTables _tables;
    private readonly MemoryDriving _driving;

    /// <param name="time">The store's clock.</param>
    public MemoryStore(TimeProvider time)
    {
        _tables = new MemoryTables(time);
        _driving = new MemoryDriving(_tables);
        Questions = new MemoryQuestions(_tables);
        Outbox = new MemoryOutbox(_tables);
        Idempotency = new MemoryIdempotency(_tables);
        Lists = new MemoryLists(_tables);
        Checkpoints = new MemoryCheckpoints(_tables);
        Head = new MemoryHead(_tables);
        Streams = new MemoryStreams(_tables, new MemoryCommits(_tables, _driving.Wake));
    }

    public IStreamStore Streams { get; }

    public IDueRollouts Driving => _driving;

    public IQuestionBook Questions { get; }

    public IOutbox Outbox { get; }

    public IIdempotencyBook Idempotency { get; }

    public IRolloutLists Lists { get; }

    public ICheckpointBook Checkpoints { get; }

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

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

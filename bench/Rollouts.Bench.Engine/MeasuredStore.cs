using Rollouts.Domain.Audit;
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

namespace Rollouts.Bench.Engine;

/// <summary>A store beside which somebody stands who counts what is asked of it, and how late what it gives out is.</summary>
internal sealed class MeasuredStore(IStore store) : IStore, IStreamStore, IDueRollouts, ICheckSchedule
{
    private long _calls;
    private long _ticks;
    private long _drives;
    private long _commits;

    public Lateness Ticks { get; } = new();

    public Lateness Drives { get; } = new();

    public (long Calls, long Ticks, long Drives, long Commits) Counts =>
        (
            Interlocked.Read(ref _calls),
            Interlocked.Read(ref _ticks),
            Interlocked.Read(ref _drives),
            Interlocked.Read(ref _commits)
        );

    public IStreamStore Streams => this;

    public IDueRollouts Driving => this;

    public ICheckSchedule Questions => this;

    public IOutbox Outbox => store.Outbox;

    public IIdempotencyRepository Idempotency => store.Idempotency;

    public IRolloutLists Lists => store.Lists;

    public ICheckpointRepository Checkpoints => store.Checkpoints;

    public IEvidenceBundles Bundles => store.Bundles;

    public IJobs Jobs => store.Jobs;

    public IJobRuns JobRuns => store.JobRuns;

    public IStoreHead Head => store.Head;

    public Task BeatAsync(string process, CancellationToken cancellation) => store.BeatAsync(process, cancellation);

    public Task RebaseAsync(RebaseRequest request, CancellationToken cancellation) =>
        store.RebaseAsync(request, cancellation);

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _commits, commits.Count);
        return store.Streams.CommitAsync(commits, cancellation);
    }

    public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        return store.Streams.LoadAsync(streams, cancellation);
    }

    public IAsyncEnumerable<ChainedEntry> ReadAsync(StreamName stream, int above, CancellationToken cancellation) =>
        store.Streams.ReadAsync(stream, above, cancellation);

    public IAsyncEnumerable<Head> HeadsAsync(StreamName after, CancellationToken cancellation) =>
        store.Streams.HeadsAsync(after, cancellation);

    async Task<Claimed<ClaimedRollout>> IDueRollouts.ClaimAsync(ClaimRequest request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        var claimed = await store.Driving.ClaimAsync(request, cancellation);
        Drives.Add(claimed.Items.Select(one => claimed.Now - one.Due));
        return claimed;
    }

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _drives, releases.Count);
        return store.Driving.ReleaseAsync(releases, cancellation);
    }

    public IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation) =>
        store.Driving.WakeUpsAsync(cancellation);

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        store.Driving.OverdueAsync(since, cancellation);

    async Task<Claimed<ClaimedQuestion>> ICheckSchedule.ClaimAsync(ClaimRequest request, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        var claimed = await store.Questions.ClaimAsync(request, cancellation);
        Ticks.Add(claimed.Items.Select(one => claimed.Now - one.Due));
        return claimed;
    }

    public Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _ticks, settled.Count);
        return store.Questions.SettleAsync(settled, cancellation);
    }

    public Task<ValueList<TickPageRow>> PagesAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => store.Questions.PagesAsync(rollout, key, cancellation);

    public Task<ReadOnlyMemory<byte>> EvidenceAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) => store.Questions.EvidenceAsync(rollout, key, cancellation);

    public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
        store.Questions.ForgetPagesAsync(before, cancellation);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

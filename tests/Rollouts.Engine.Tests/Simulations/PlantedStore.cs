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

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>A store with a defect that a law must find.</summary>
/// <param name="forgetsClass">Whether it forgets how urgent work is; otherwise it keeps it and orders by time alone.</param>
internal sealed class PlantedStore(IStore inner, bool forgetsClass) : IStore, IStreamStore, IDueRollouts
{
    public IStreamStore Streams => this;

    public IDueRollouts Driving => this;

    public ICheckSchedule Questions => inner.Questions;

    public IOutbox Outbox => inner.Outbox;

    public IIdempotencyRepository Idempotency => inner.Idempotency;

    public IRolloutLists Lists => inner.Lists;

    public ICheckpointRepository Checkpoints => inner.Checkpoints;

    public IEvidenceBundles Bundles => inner.Bundles;

    public IJobs Jobs => inner.Jobs;

    public IJobRuns JobRuns => inner.JobRuns;

    public IStoreHead Head => inner.Head;

    public Task RebaseAsync(RebaseRequest request, CancellationToken cancellation) =>
        inner.RebaseAsync(request, cancellation);

    public Task BeatAsync(string process, CancellationToken cancellation) => inner.BeatAsync(process, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits,
        CancellationToken cancellation
    ) => inner.Streams.CommitAsync([.. commits.Select(Forgotten)], cancellation);

    public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation) =>
        inner.Streams.LoadAsync(streams, cancellation);

    public IAsyncEnumerable<ChainedEntry> ReadAsync(StreamName stream, int above, CancellationToken cancellation) =>
        inner.Streams.ReadAsync(stream, above, cancellation);

    public IAsyncEnumerable<Head> HeadsAsync(StreamName after, CancellationToken cancellation) =>
        inner.Streams.HeadsAsync(after, cancellation);

    public Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        inner.Driving.ClaimAsync(forgetsClass ? request : request with { OldestFirst = true }, cancellation);

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
        inner.Driving.ReleaseAsync([.. releases.Select(Forgotten)], cancellation);

    public IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation) =>
        inner.Driving.WakeUpsAsync(cancellation);

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        inner.Driving.OverdueAsync(since, cancellation);

    private Commit Forgotten(Commit commit) =>
        forgetsClass
            ? commit with
            {
                Writes = commit.Writes.Select(write => write with { Class = null }).ToValueList(),
            }
            : commit;

    private Release Forgotten(Release release) => forgetsClass ? release with { Class = WorkClass.Forward } : release;
}

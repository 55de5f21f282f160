using Rollouts.Domain.Audit;
using Rollouts.Storage.Bundles;
using Rollouts.Storage.Checkpoints;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Marks;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Stores;

/// <summary>
/// A store as one build uses it: it claims only rows that the build can read, and marks the rows that it writes.
/// </summary>
public sealed class FormattedStore(IStore inner, StoreFormat format) : IStore
{
    public IStreamStore Streams { get; } = new Writes(inner.Streams, format);

    public IDueRollouts Driving { get; } = new Rollouts(inner.Driving, format);

    public ICheckSchedule Questions { get; } = new Checks(inner.Questions, format);

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

    private sealed class Writes(IStreamStore inner, StoreFormat format) : IStreamStore
    {
        public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> wanted, CancellationToken cancellation) =>
            inner.LoadAsync(wanted, cancellation);

        public Task<IReadOnlyList<CommitOutcome>> CommitAsync(
            IReadOnlyList<Commit> commits,
            CancellationToken cancellation
        ) => inner.CommitAsync([.. commits.Select(Marked)], cancellation);

        public IAsyncEnumerable<ChainedEntry> ReadAsync(StreamName stream, int above, CancellationToken cancellation) =>
            inner.ReadAsync(stream, above, cancellation);

        public IAsyncEnumerable<Head> HeadsAsync(StreamName after, CancellationToken cancellation) =>
            inner.HeadsAsync(after, cancellation);

        private Commit Marked(Commit commit) => commit with { Writes = commit.Writes.Select(Marked).ToValueList() };

        private StreamWrite Marked(StreamWrite write) =>
            write.Entries.FirstOrDefault(entry => !format.Takes(entry)) is { } early
                ? throw new InvalidOperationException(
                    $"'{early.Event}' is of a newer format than the installation writes. Switch the format first"
                )
                : write with
                {
                    Format = format.Writes,
                };
    }

    private sealed class Rollouts(IDueRollouts inner, StoreFormat format) : IDueRollouts
    {
        public Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
            inner.ClaimAsync(request with { Reads = format.Reads }, cancellation);

        public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
            inner.ReleaseAsync(releases, cancellation);

        public IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation) =>
            inner.WakeUpsAsync(cancellation);

        public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
            inner.OverdueAsync(since, cancellation);
    }

    private sealed class Checks(ICheckSchedule inner, StoreFormat format) : ICheckSchedule
    {
        public Task<Claimed<ClaimedQuestion>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
            inner.ClaimAsync(request with { Reads = format.Reads }, cancellation);

        public Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation) =>
            inner.SettleAsync(settled, cancellation);

        public Task<ValueList<TickPageRow>> PagesAsync(
            RolloutId rollout,
            QuestionKey key,
            CancellationToken cancellation
        ) => inner.PagesAsync(rollout, key, cancellation);

        public Task<ReadOnlyMemory<byte>> EvidenceAsync(
            RolloutId rollout,
            QuestionKey key,
            CancellationToken cancellation
        ) => inner.EvidenceAsync(rollout, key, cancellation);

        public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
            inner.ForgetPagesAsync(before, cancellation);
    }
}

using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Checkpoints;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Marks;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Integrations.Storage;

/// <summary>A store as one build uses it: it claims what it can read, and marks what it writes.</summary>
public sealed class FormattedStore(IStore inner, StoreFormat format) : IStore
{
    public IStreamStore Streams { get; } = new Writes(inner.Streams, format);

    public IDueRollouts Driving { get; } = new Rollouts(inner.Driving, format);

    public IQuestionBook Questions { get; } = new Checks(inner.Questions, format);

    public IOutbox Outbox => inner.Outbox;

    public IIdempotencyBook Idempotency => inner.Idempotency;

    public IRolloutLists Lists => inner.Lists;

    public ICheckpointBook Checkpoints => inner.Checkpoints;

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

        public IAsyncEnumerable<RolloutId> WakeUpsAsync(CancellationToken cancellation) =>
            inner.WakeUpsAsync(cancellation);

        public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
            inner.OverdueAsync(since, cancellation);
    }

    private sealed class Checks(IQuestionBook inner, StoreFormat format) : IQuestionBook
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

        public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
            inner.ForgetPagesAsync(before, cancellation);
    }
}

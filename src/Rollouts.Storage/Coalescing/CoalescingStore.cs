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

namespace Rollouts.Storage.Coalescing;

/// <summary>
/// A store that combines concurrent writes into one transaction, and concurrent reads into one query. Two hundred
/// decisions in one transaction cost a tenth of two hundred transactions.
/// </summary>
public sealed class CoalescingStore(IStore store) : IStore
{
    public IStreamStore Streams { get; } = new CoalescedStreams(store.Streams);

    public IDueRollouts Driving { get; } = new CoalescedDriving(store.Driving);

    public ICheckSchedule Questions => store.Questions;

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

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

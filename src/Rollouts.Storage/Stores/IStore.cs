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
/// The store. It is one database, because a transaction must cover all parts. Each part has its own interface.
/// </summary>
public interface IStore : IAsyncDisposable
{
    IStreamStore Streams { get; }

    IDueRollouts Driving { get; }

    ICheckSchedule Questions { get; }

    IOutbox Outbox { get; }

    IIdempotencyRepository Idempotency { get; }

    IRolloutLists Lists { get; }

    ICheckpointRepository Checkpoints { get; }

    IEvidenceBundles Bundles { get; }

    IJobs Jobs { get; }

    IJobRuns JobRuns { get; }

    IStoreHead Head { get; }

    /// <summary>Writes the heartbeat of a process, because a store that only reads is of no use.</summary>
    /// <exception cref="StoreUnavailableException">The store does not accept writes.</exception>
    Task BeatAsync(string process, CancellationToken cancellation);

    /// <summary>Resets times that a wrong clock may have written. The call is idempotent.</summary>
    Task RebaseAsync(RebaseRequest request, CancellationToken cancellation);
}

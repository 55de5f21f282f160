using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Checkpoints;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Marks;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Integrations.Storage;

/// <summary>
/// Everything that is kept, in one database: what is written as one must lie in one. Each part has a door of its own.
/// </summary>
public interface IStore : IAsyncDisposable
{
    IStreamStore Streams { get; }

    IDueRollouts Driving { get; }

    IQuestionBook Questions { get; }

    IOutbox Outbox { get; }

    IIdempotencyBook Idempotency { get; }

    IRolloutLists Lists { get; }

    ICheckpointBook Checkpoints { get; }

    IStoreHead Head { get; }

    /// <summary>Writes the heartbeat of a process: a store that only reads cannot be worked with.</summary>
    /// <exception cref="StoreUnavailableException">The store takes no writes.</exception>
    Task BeatAsync(string process, CancellationToken cancellation);

    /// <summary>Forgets times that a wrong clock may have written. Done twice, it comes to the same.</summary>
    Task RebaseAsync(RebaseRequest request, CancellationToken cancellation);
}

using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Checkpoints;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Marks;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Worker.Observing;

/// <summary>
/// A store whose traffic is measured, and whose every record of a rollout is a line in the log: nothing changes a
/// rollout but through here.
/// </summary>
internal sealed class ObservedStore(IStore inner, TimeProvider time, ILogger<ObservedStore> logger) : IStore
{
    public IStreamStore Streams { get; } = new ObservedStreams(inner.Streams, time, logger);

    public IDueRollouts Driving { get; } = new ObservedDriving(inner.Driving, time);

    public IQuestionBook Questions { get; } = new ObservedQuestions(inner.Questions, time);

    public IOutbox Outbox { get; } = new ObservedOutbox(inner.Outbox, time);

    public IIdempotencyBook Idempotency => inner.Idempotency;

    public IRolloutLists Lists => inner.Lists;

    public ICheckpointBook Checkpoints => inner.Checkpoints;

    public IStoreHead Head => inner.Head;

    public Task BeatAsync(string process, CancellationToken cancellation) => inner.BeatAsync(process, cancellation);

    public Task RebaseAsync(RebaseRequest request, CancellationToken cancellation) =>
        inner.RebaseAsync(request, cancellation);

    /// <summary>Nothing: the store is its host's, who closes it last.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

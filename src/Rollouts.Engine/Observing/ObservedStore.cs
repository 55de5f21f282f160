using Microsoft.Extensions.Logging;
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

namespace Rollouts.Engine.Observing;

/// <summary>
/// A store whose calls are measured. It logs every record of a rollout, because all changes of rollouts pass through
/// it.
/// </summary>
public sealed class ObservedStore(IStore inner, TimeProvider time, ILogger<ObservedStore> logger) : IStore
{
    public IStreamStore Streams { get; } = new ObservedStreams(inner.Streams, time, logger);

    public IDueRollouts Driving { get; } = new ObservedDriving(inner.Driving, time);

    public ICheckSchedule Questions { get; } = new ObservedQuestions(inner.Questions, time);

    public IOutbox Outbox { get; } = new ObservedOutbox(inner.Outbox, time);

    public IIdempotencyRepository Idempotency => inner.Idempotency;

    public IRolloutLists Lists => inner.Lists;

    public ICheckpointRepository Checkpoints => inner.Checkpoints;

    public IEvidenceBundles Bundles => inner.Bundles;

    public IJobs Jobs => inner.Jobs;

    public IJobRuns JobRuns => inner.JobRuns;

    public IStoreHead Head => inner.Head;

    public Task BeatAsync(string process, CancellationToken cancellation) => inner.BeatAsync(process, cancellation);

    public Task RebaseAsync(RebaseRequest request, CancellationToken cancellation) =>
        inner.RebaseAsync(request, cancellation);

    /// <summary>Does nothing: the host owns the store and closes it last.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

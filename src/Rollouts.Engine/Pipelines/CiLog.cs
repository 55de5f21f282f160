using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Triggers;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Pipelines;

/// <summary>Records the announcements of pipelines and their results, on a stream for each pipeline.</summary>
public sealed class CiLog(StreamRunner runner)
{
    /// <summary>Returns false if the stream changed at each attempt.</summary>
    internal Task<bool> WriteAsync(
        ConnectionName pipeline,
        string delivery,
        IReadOnlyList<(TriggerEvent Event, string Reason)> happened,
        ValueList<Message> messages,
        StoredAnswer? answer,
        CancellationToken cancellation
    ) =>
        runner.AppendAsync(
            StreamName.OfPipeline(pipeline),
            [
                .. happened.Select(one =>
                    (
                        (object)one.Event,
                        new EventMetadata(default, ActorOf(pipeline), new Cause("event", delivery), one.Reason)
                    )
                ),
            ],
            messages,
            answer,
            cancellation
        );

    internal static Actor ActorOf(ConnectionName pipeline) =>
        new(ActorKind.Pipeline, ActorId.Of(pipeline), pipeline.Value, [], IsAdministrator: false);
}

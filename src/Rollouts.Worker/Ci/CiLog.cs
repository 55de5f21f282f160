using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Ci;

/// <summary>Records what pipelines announced and what came of it, on a stream for each pipeline.</summary>
public sealed class CiLog(StreamRunner runner)
{
    /// <summary>False where the stream changed at each attempt.</summary>
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
                        new Origin(default, ActorOf(pipeline), new Cause("event", delivery), one.Reason)
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

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Triggers;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Worker.Ci;

/// <summary>Writes down what pipelines announced and what came of it, on a stream for each of them.</summary>
public sealed class CiLog(Engine engine)
{
    /// <summary>Deliveries of one pipeline come in bursts, and all of them write to its one stream.</summary>
    private const int MostTries = 20;

    /// <summary>Whether it was written; others may have been quicker each time.</summary>
    internal async Task<bool> WriteAsync(
        ConnectionName pipeline,
        string delivery,
        IReadOnlyList<(TriggerEvent Event, string Reason)> happened,
        ValueList<Message> messages,
        StoredAnswer? answer,
        CancellationToken cancellation
    )
    {
        var stream = StreamName.OfPipeline(pipeline);
        var by = ActorOf(pipeline);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var loaded = await engine.Streams.LoadAsync([stream], cancellation);
            engine.Clock.Saw(loaded.Now);
            var version = loaded.Streams[0]?.Version ?? 0;
            var cause = new Cause("event", delivery);
            var entries = happened.Select(
                (one, i) =>
                    Recorder.Write(stream.Text, version + i + 1, one.Event, engine.Clock.Now, by, cause, one.Reason)
            );
            var commit = new Commit
            {
                Writes = [new StreamWrite(stream, version) { Entries = entries.ToValueList() }],
                Messages = messages,
                Answer = answer,
                Wakes = !messages.IsEmpty,
            };
            switch ((await engine.Streams.CommitAsync([commit], cancellation))[0])
            {
                case CommitOutcome.Written:
                // Somebody took the delivery over and was done first.
                case CommitOutcome.AnsweredBefore:
                    return true;
            }
        }

        return false;
    }

    internal static Actor ActorOf(ConnectionName pipeline) =>
        new(ActorKind.Pipeline, pipeline.Value, [], IsAdministrator: false);
}

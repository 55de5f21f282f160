using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;

namespace Rollouts.Api.Plans;

/// <summary>The revisions of a plan as its stream has them: the first record is the first revision.</summary>
internal static class Revisions
{
    public static async IAsyncEnumerable<(RevisionRow Row, string Text)> ReadAsync(
        Engine engine,
        ServiceName service,
        EnvironmentName environment,
        int above,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var stream = StreamName.OfPlan(service, environment);
        await foreach (var (entry, _) in engine.Streams.ReadAsync(stream, above, cancellation))
        {
            if (EventJson.Read(entry.Event, entry.Data) is PlanEvent.Submitted submitted)
            {
                var by = EventJson.ReadActor(entry.By).Name;
                yield return (new RevisionRow(entry.Version, entry.At.ToString(), by), submitted.Text);
            }
        }
    }

    /// <summary>Null where there is none of this number.</summary>
    public static async Task<string?> TextOfAsync(
        Engine engine,
        ServiceName service,
        EnvironmentName environment,
        int revision,
        CancellationToken cancellation
    )
    {
        if (revision < 1)
        {
            return null;
        }

        await foreach (var (row, text) in ReadAsync(engine, service, environment, revision - 1, cancellation))
        {
            return row.Revision == revision ? text : null;
        }

        return null;
    }
}

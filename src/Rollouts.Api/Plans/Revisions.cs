using Rollouts.Domain.Plans.Revisions;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Plans;

/// <summary>The revisions of a plan in its stream. The first record is the first revision.</summary>
internal static class Revisions
{
    public static async IAsyncEnumerable<(RevisionRow Row, string Text)> ReadAsync(
        IStreamStore streams,
        ServiceName service,
        EnvironmentName environment,
        int above,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var stream = StreamName.OfPlan(service, environment);
        await foreach (var (entry, _) in streams.ReadAsync(stream, above, cancellation))
        {
            if (EventJson.Read(entry.Event, entry.Data) is PlanEvent.Submitted submitted)
            {
                var by = EventJson.ReadActor(entry.By).Name;
                yield return (new RevisionRow(entry.Version, entry.At.ToString(), by), submitted.Text);
            }
        }
    }

    /// <summary>Null if there is no revision of this number.</summary>
    public static async Task<string?> TextOfAsync(
        IStreamStore streams,
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

        await foreach (var (row, text) in ReadAsync(streams, service, environment, revision - 1, cancellation))
        {
            return row.Revision == revision ? text : null;
        }

        return null;
    }
}

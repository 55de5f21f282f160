using Microsoft.Extensions.Logging;
using Rollouts.Domain.Audit;
using Rollouts.Engine.Metering;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Observing;

/// <summary>Streams that count and log each write.</summary>
internal sealed class ObservedStreams(IStreamStore inner, TimeProvider time, ILogger logger) : IStreamStore
{
    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits,
        CancellationToken cancellation
    )
    {
        var outcomes = await StoreCalls.MeasureAsync(
            "commit",
            time,
            span =>
            {
                // A commit of many rollouts belongs to no single trace.
                if (commits is [{ Writes: [{ Stream.Rollout: { } id }, ..] }])
                {
                    span?.SetTag(Traces.Rollout, id.ToString());
                }

                return inner.CommitAsync(commits, cancellation);
            }
        );
        foreach (var (commit, outcome) in commits.Zip(outcomes))
        {
            Note(commit, outcome);
        }

        return outcomes;
    }

    public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation) =>
        StoreCalls.MeasureAsync("load", time, _ => inner.LoadAsync(streams, cancellation));

    public IAsyncEnumerable<ChainedEntry> ReadAsync(StreamName stream, int above, CancellationToken cancellation) =>
        inner.ReadAsync(stream, above, cancellation);

    public IAsyncEnumerable<Head> HeadsAsync(StreamName after, CancellationToken cancellation) =>
        inner.HeadsAsync(after, cancellation);

    private void Note(Commit commit, CommitOutcome outcome)
    {
        switch (outcome)
        {
            case CommitOutcome.Written:
                StateChanges.Tell(commit, logger);
                RouteClaimCount.Count(commit);
                ObservedOutbox.Count("written", commit.Messages.Count);
                break;
            case CommitOutcome.Conflict:
                Telemetry.LostRaces.Add(1);
                break;
            case CommitOutcome.LeaseLost:
                Telemetry.LostLeases.Add(1);
                break;
            case CommitOutcome.AnsweredBefore:
                // The client repeated a request, which is allowed and not counted.
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

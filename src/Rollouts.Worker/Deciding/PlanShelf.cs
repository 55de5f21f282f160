using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;

namespace Rollouts.Worker.Deciding;

/// <summary>The plans that were submitted, each revision of each service in each environment.</summary>
internal sealed class PlanShelf(IStreamStore streams, StoreClock clock)
{
    private const int MostTries = 5;

    /// <summary>The newest one, and what it is where none was submitted.</summary>
    public async Task<PlanHistory> NewestAsync(
        ServiceName service,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        var loaded = await streams.LoadAsync([StreamName.OfPlan(service, environment)], cancellation);
        clock.Saw(loaded.Now);
        return HistoryOf(service, environment, loaded.Streams[0]);
    }

    /// <param name="madeFrom">The revision that it was made from; null where it does not matter which that is.</param>
    public async Task<PlanSubmission> SubmitAsync(
        ServiceName service,
        EnvironmentName environment,
        string text,
        Origin origin,
        int? madeFrom,
        CancellationToken cancellation
    )
    {
        var stream = StreamName.OfPlan(service, environment);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var loaded = await streams.LoadAsync([stream], cancellation);
            clock.Saw(loaded.Now);
            var before = HistoryOf(service, environment, loaded.Streams[0]);
            if (madeFrom is { } revision && revision != before.Revision)
            {
                return new PlanSubmission.Stale(before.Revision);
            }

            var happened = before.Submit(text);
            var after = happened.Aggregate(before, (state, one) => state.Evolve(one));
            var writes = CompanionWrites.Write(
                stream,
                loaded.Streams[0]?.Version ?? 0,
                after,
                happened.Select(one => ((object)one, origin with { At = clock.Now }))
            );
            if (happened.IsEmpty)
            {
                return new PlanSubmission.Kept(after);
            }

            var outcomes = await streams.CommitAsync([new Commit { Writes = writes.ToValueList() }], cancellation);
            if (outcomes[0] == CommitOutcome.Written)
            {
                return new PlanSubmission.Kept(after);
            }
        }

        return new PlanSubmission.Outrun();
    }

    private static PlanHistory HistoryOf(ServiceName service, EnvironmentName environment, StoredState? stored) =>
        (stored?.State is { } json ? StateJson.Read<PlanHistory>(json) : null)
        ?? new PlanHistory { Service = service, Environment = environment };
}

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Calendars;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Routes;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Deciding;

/// <summary>
/// Decides inputs on the state of a rollout, and gathers what is committed with it: its service, its environment, its
/// row, its checks and its notices.
/// </summary>
public sealed class Scribe(StateReader reader, Freezes freezes, WayAhead way, RouteClaims claims, StoreClock clock)
{
    /// <summary>
    /// A rollout that may not begin after all is decided twice at most: the second time it knows its blockers.
    /// </summary>
    private const int MostAttempts = 2;

    public async ValueTask<StreamChange<Rollout>> DecideAsync(
        Rollout before,
        IReadOnlyList<Input> inputs,
        Instant now,
        WriteTerms terms,
        CancellationToken cancellation
    )
    {
        // Looked up each time, since any input may be the one that would let an upward shift begin.
        var calendar = new Observation.FreezesChanged(
            await freezes.InForceAsync(before.Terms.Id, before.Terms.Plan, now, cancellation)
        );

        // Freezes hold by the calendar; the rollout itself may have been written while a clock was ahead.
        now = clock.NowFor(before);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (after, happenings, refused) = Decide(before, [calendar, .. inputs], now);
            if (refused is not null)
            {
                return new StreamChange<Rollout>.Refuse(refused.Why);
            }

            if (happenings.IsEmpty && terms.Answer is null)
            {
                return new StreamChange<Rollout>.Keep(after);
            }

            var companions = CompanionWrites.AreNeeded(happenings)
                ? await reader.CompanionsOfAsync(before.Terms.Plan, cancellation)
                : null;
            var along = companions is null
                ? []
                : CompanionWrites.Of(companions, after, happenings, way.AtOnce(before.Terms.Plan));
            var routes = CompanionWrites.Begins(happenings)
                ? await claims.LoadAsync(before.Terms.Plan, now, cancellation)
                : null;
            var claimed = routes is null ? [] : routes.Begin(after.Terms.Id, happenings);
            if (along is not null && claimed is not null)
            {
                return new StreamChange<Rollout>.Write(
                    after,
                    CommitOf(before, after, happenings, [.. along, .. claimed], now, terms)
                );
            }

            inputs =
            [
                .. way.Look(companions!, routes, before),
                .. inputs.Where(input => input is not Observation.WayChanged),
            ];
        }

        return new StreamChange<Rollout>.Retry();
    }

    private static Commit CommitOf(
        Rollout before,
        Rollout after,
        ValueList<Happening> happenings,
        IReadOnlyList<StreamWrite> along,
        Instant now,
        WriteTerms terms
    ) =>
        new()
        {
            Writes =
            [
                RolloutWrites.Write(before, after, happenings, now, terms.Due) with
                {
                    Lease = terms.Lease,
                },
                .. along,
            ],
            Messages = RolloutWrites.News(before, after, now).ToValueList(),
            Answer = terms.Answer?.Invoke(after),
            Wakes = terms.Wakes,
        };

    private static (Rollout After, ValueList<Happening> Happenings, Decision.Refused? Refused) Decide(
        Rollout before,
        IReadOnlyList<Input> inputs,
        Instant now
    )
    {
        var state = before;
        List<Happening> happenings = [];
        foreach (var input in inputs)
        {
            switch (Decider.Decide(state, input, now))
            {
                case Decision.Refused refused:
                    return (before, [], refused);
                case Decision.Accepted accepted:
                    state = accepted.State;
                    happenings.AddRange(accepted.Happenings);
                    break;
            }
        }

        return (state, happenings.ToValueList(), null);
    }
}

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Freezes;
using Rollouts.Engine.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Decides inputs on the state of a rollout, and collects the writes that are committed with it: its service, its
/// environment, its row, its checks and its notifications.
/// </summary>
public sealed class RolloutCommitter(
    StateReader reader,
    FreezesInForce freezes,
    StartBlockers way,
    RouteClaims claims,
    StoreClock clock
)
{
    /// <summary>
    /// A rollout that may not begin after all is decided at most twice. The second decision knows its blockers.
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
        // Read for each input, since any input may be the one that lets an upward shift begin.
        var calendar = new Observation.FreezesChanged(
            await freezes.InForceAsync(before.Spec.Id, before.Spec.Plan, now, cancellation)
        );

        // Freezes use the calendar. The rollout itself may have been written while a clock was ahead.
        now = clock.NowFor(before);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (after, records, refused) = Decide(before, [calendar, .. inputs], now);
            if (refused is not null)
            {
                return new StreamChange<Rollout>.Refuse(refused.Why);
            }

            if (records.IsEmpty && terms.Answer is null)
            {
                return new StreamChange<Rollout>.Keep(after);
            }

            var related = RelatedStreamWrites.AreNeeded(records)
                ? await reader.RelatedStreamsOfAsync(before.Spec.Plan, cancellation)
                : null;
            var along = related is null
                ? []
                : RelatedStreamWrites.Of(related, after, records, way.AtOnce(before.Spec.Plan));
            var routes = RelatedStreamWrites.Begins(records)
                ? await claims.LoadAsync(before.Spec.Plan, now, cancellation)
                : null;
            var claimed = routes is null ? [] : routes.Begin(after.Spec.Id, records);
            if (along is not null && claimed is not null)
            {
                return new StreamChange<Rollout>.Write(
                    after,
                    CommitOf(before, after, records, [.. along, .. claimed], now, terms)
                );
            }

            inputs =
            [
                .. way.Look(related!, routes, before),
                .. inputs.Where(input => input is not Observation.BlockersChanged),
            ];
        }

        return new StreamChange<Rollout>.Retry();
    }

    private static Commit CommitOf(
        Rollout before,
        Rollout after,
        ValueList<RecordedEvent> records,
        IReadOnlyList<StreamWrite> along,
        Instant now,
        WriteTerms terms
    ) =>
        new()
        {
            Writes =
            [
                RolloutWrites.Write(before, after, records, now, terms.Due) with
                {
                    Lease = terms.Lease,
                    Class = ClassOf(before, after, terms),
                },
                .. along,
            ],
            Messages = RolloutWrites.News(before, after, now).ToValueList(),
            Answer = terms.Answer?.Invoke(after),
            Wakes = terms.Wakes,
        };

    // The worker that holds the rollout sets the class at the release, unless it has died by then. Its successor must
    // recognize a rollback, and that it is over.
    private static WorkClass? ClassOf(Rollout before, Rollout after, WriteTerms terms)
    {
        var work = WorkClasses.Of(after);
        return terms.Due is not null ? WorkClasses.MoreUrgent(work, terms.Class)
            : work is WorkClass.Rollback || WorkClasses.Of(before) is WorkClass.Rollback ? work
            : null;
    }

    private static (Rollout After, ValueList<RecordedEvent> Records, Decision.Refused? Refused) Decide(
        Rollout before,
        IReadOnlyList<Input> inputs,
        Instant now
    )
    {
        var state = before;
        List<RecordedEvent> records = [];
        foreach (var input in inputs)
        {
            switch (Decider.Decide(state, input, now))
            {
                case Decision.Refused refused:
                    return (before, [], refused);
                case Decision.Accepted accepted:
                    state = accepted.State;
                    records.AddRange(accepted.Records);
                    break;
            }
        }

        return (state, records.ToValueList(), null);
    }
}

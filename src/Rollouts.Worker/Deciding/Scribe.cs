using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Calendars;

namespace Rollouts.Worker.Deciding;

/// <summary>
/// Decides inputs on a state and writes what they come to, on the condition that the state is still the one that is
/// kept. Everything that changes a rollout is written here.
/// </summary>
public sealed class Scribe(IStreamStore streams, StateReader reader, Freezes freezes, WayAhead way)
{
    /// <summary>
    /// Where a rollout may not begin after all it is decided twice at most: then it knows what is in the way.
    /// </summary>
    private const int MostTries = 2;

    public async Task<Handed> HandInAsync(
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
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var (after, happenings, refused) = Decide(before, [calendar, .. inputs], now);
            if (refused is not null)
            {
                return new Handed.Refused(refused);
            }

            if (happenings.IsEmpty && terms.Answer is null)
            {
                return new Handed.Taken(after, []);
            }

            var companions = CompanionWrites.AreNeeded(happenings)
                ? await reader.CompanionsOfAsync(before.Terms.Plan, cancellation)
                : null;
            var along = companions is null
                ? []
                : CompanionWrites.Of(companions, after, happenings, way.AtOnce(before.Terms.Plan));
            if (along is null)
            {
                inputs =
                [
                    .. way.Look(companions!, before),
                    .. inputs.Where(input => input is not Observation.WayChanged),
                ];
                continue;
            }

            return await WriteAsync(before, after, happenings, along, now, terms, cancellation);
        }

        return new Handed.Outrun();
    }

    private async Task<Handed> WriteAsync(
        Rollout before,
        Rollout after,
        ValueList<Happening> happenings,
        IReadOnlyList<StreamWrite> along,
        Instant now,
        WriteTerms terms,
        CancellationToken cancellation
    )
    {
        var write = RolloutWrites.Write(before, after, happenings, now, terms.Due) with { Lease = terms.Lease };
        var commit = new Commit
        {
            Writes = [write, .. along],
            Messages = RolloutWrites.News(before, after, now).ToValueList(),
            Answer = terms.Answer?.Invoke(after),
            Wakes = terms.Wakes,
        };
        var outcome = (await streams.CommitAsync([commit], cancellation))[0];
        if (outcome == CommitOutcome.Written)
        {
            reader.Wrote(write, after);
        }

        return outcome switch
        {
            CommitOutcome.Written => new Handed.Taken(after, happenings),
            CommitOutcome.LeaseLost => new Handed.LeaseLost(),
            CommitOutcome.Conflict or CommitOutcome.AnsweredBefore => new Handed.Outrun(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

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

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Worker.Clocks;

namespace Rollouts.Worker.Deciding;

/// <summary>
/// Where commands and answers come in, from whomever and on whichever machine. A lost race is decided again on what
/// the winner left.
/// </summary>
public sealed class RolloutDoor(StateReader reader, Scribe scribe, StoreClock clock)
{
    /// <summary>Whoever loses so often in a row is up against something else than chance.</summary>
    private const int MostTries = 5;

    /// <param name="wakes">Whether a worker is to look at it at once; a verdict that changes little can wait.</param>
    public async Task<Handed> HandInAsync(
        RolloutId id,
        Input input,
        bool wakes,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var (state, now) = await reader.LoadAsync(id, cancellation);
            clock.Saw(now);
            if (state is null)
            {
                return new Handed.Unknown();
            }

            var terms = new WriteTerms
            {
                Due = new DueTime(clock.Now),
                Wakes = wakes,
                Answer = answer,
            };
            var handed = await scribe.HandInAsync(state, [input], clock.Now, terms, cancellation);
            if (handed is not Handed.Outrun)
            {
                return handed;
            }
        }

        return new Handed.Outrun();
    }
}

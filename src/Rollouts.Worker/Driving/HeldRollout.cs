using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;

namespace Rollouts.Worker.Driving;

/// <summary>
/// A rollout while a worker holds it. Others may still move it: then it is decided again on what they left.
/// </summary>
internal sealed class HeldRollout(Rollout state, Lease lease, Scribe scribe, StateReader reader, StoreClock clock)
{
    private const int MostTries = 5;

    public Rollout State { get; private set; } = state;

    public Lease Lease => lease;

    /// <summary>False where it is not this worker's any more.</summary>
    public async Task<bool> HandInAsync(IReadOnlyList<Input> inputs, CancellationToken cancellation)
    {
        for (var attempt = 0; inputs.Count > 0 && attempt < MostTries; attempt++)
        {
            var terms = new WriteTerms { Lease = lease.Token };
            switch (await scribe.HandInAsync(State, inputs, clock.Now, terms, cancellation))
            {
                case Handed.Taken taken:
                    State = taken.State;
                    return true;
                case Handed.Outrun:
                    await ReloadAsync(cancellation);
                    break;
                case Handed.LeaseLost or Handed.Unknown:
                    return false;
                case Handed.Refused:
                    // What the machine itself wants may have been overtaken by what people wanted.
                    return true;
            }
        }

        return inputs.Count == 0;
    }

    /// <summary>Whether others have decided something since it was read; what they decided is taken over.</summary>
    public async Task<bool> HasMovedAsync(CancellationToken cancellation)
    {
        var known = State.Version;
        await ReloadAsync(cancellation);
        return State.Version != known;
    }

    private async Task ReloadAsync(CancellationToken cancellation)
    {
        var (state, now) = await reader.LoadAsync(State.Terms.Id, cancellation);
        clock.Saw(now);
        State = state!;
    }
}

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Driving;

/// <summary>
/// A rollout while a worker holds its lease. Commands may still change it; inputs are then decided on the new state.
/// </summary>
internal sealed class HeldRollout(
    Rollout state,
    Lease lease,
    StreamRunner runner,
    Scribe scribe,
    StateReader reader,
    FoldedFailures folded,
    StoreClock clock
)
{
    public Rollout State { get; private set; } = state;

    public Lease Lease => lease;

    /// <summary>False if another worker holds the lease by now.</summary>
    public async Task<bool> HandInAsync(IReadOnlyList<Input> inputs, CancellationToken cancellation)
    {
        if (inputs.Count == 0)
        {
            return true;
        }

        inputs = folded.Count(State, inputs, clock.Now);
        var result = await runner.TransactAsync(
            reader,
            StreamName.Of(State.Terms.Id),
            (before, now) =>
            {
                State = before.State!;
                return scribe.DecideAsync(State, inputs, now, new WriteTerms { Lease = lease.Token }, cancellation);
            },
            new Snapshot<Rollout>(StreamName.Of(State.Terms.Id), State.Version, State),
            cancellation
        );
        switch (result)
        {
            case CommandResult<Rollout>.Accepted accepted:
                State = accepted.State;
                return true;
            // An input of the machine itself may have been overtaken by a command.
            case CommandResult<Rollout>.Refused:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the rollout has changed since it was read; the new state is taken over.</summary>
    public async Task<bool> HasMovedAsync(CancellationToken cancellation)
    {
        var known = State.Version;
        State = (await reader.LoadAsync(StreamName.Of(State.Terms.Id), cancellation)).State!;
        return State.Version != known;
    }
}

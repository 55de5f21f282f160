using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// A rollout while a worker holds its lease. Commands may still change it. Inputs are then decided on the new state.
/// </summary>
internal sealed class HeldRollout(
    Rollout state,
    Lease lease,
    StreamRunner runner,
    RolloutCommitter committer,
    StateReader reader,
    FoldedFailures folded,
    StoreClock clock
)
{
    public Rollout State { get; private set; } = state;

    public Lease Lease => lease;

    /// <summary>False if another worker holds the lease by now.</summary>
    public async Task<bool> SubmitAsync(IReadOnlyList<Input> inputs, CancellationToken cancellation)
    {
        if (inputs.Count == 0)
        {
            return true;
        }

        inputs = folded.Count(State, inputs, clock.Now);
        var result = await runner.TransactAsync(
            reader,
            StreamName.Of(State.Spec.Id),
            (before, now) =>
            {
                State = before.State!;
                return committer.DecideAsync(State, inputs, now, new WriteTerms { Lease = lease.Token }, cancellation);
            },
            new Snapshot<Rollout>(StreamName.Of(State.Spec.Id), State.Version, State),
            cancellation
        );
        switch (result)
        {
            case CommandResult<Rollout>.Accepted accepted:
                State = accepted.State;
                return true;
            // A command may have overtaken an input of the machine itself.
            case CommandResult<Rollout>.Refused:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the rollout has changed since it was read. The new state is loaded.</summary>
    public async Task<bool> HasMovedAsync(CancellationToken cancellation)
    {
        var known = State.Version;
        State = (await reader.LoadAsync(StreamName.Of(State.Spec.Id), cancellation)).State!;
        return State.Version != known;
    }
}

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Holds the rollout at its current weight.</summary>
[Requires(Permission.Operate, RequiredReach.Service)]
public sealed record PauseRollout(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Pause(Context.Key, Context.By, Reason, seen);
}

/// <summary>Handles <see cref="PauseRollout"/>.</summary>
public sealed class PauseRolloutHandler(RolloutInbox inbox) : PlacedRequestHandler<PauseRollout>(inbox);

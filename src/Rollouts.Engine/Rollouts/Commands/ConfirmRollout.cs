using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Confirms a rollout after the database went back in time: its routers are written again.</summary>
[Requires(Permission.ConfirmRestore, RequiredReach.All)]
public sealed record ConfirmRollout(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Confirm(Context.Key, Context.By, Reason, seen);
}

/// <summary>Handles <see cref="ConfirmRollout"/>.</summary>
public sealed class ConfirmRolloutHandler(RolloutInbox inbox) : PlacedRequestHandler<ConfirmRollout>(inbox);

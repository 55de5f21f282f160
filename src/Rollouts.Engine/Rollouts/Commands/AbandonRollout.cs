using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Ends a rollback whose routers cannot be reached, or an observation before its time.</summary>
[Requires(Permission.Abandon, RequiredReach.Service)]
public sealed record AbandonRollout(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Abandon(Context.Key, Context.By, Reason, seen);
}

/// <summary>Handles <see cref="AbandonRollout"/>.</summary>
public sealed class AbandonRolloutHandler(RolloutInbox inbox) : PlacedRequestHandler<AbandonRollout>(inbox);

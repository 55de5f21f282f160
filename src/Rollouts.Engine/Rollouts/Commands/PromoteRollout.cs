using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Approvers;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Ends every wait up to 100 %. Bakes are kept.</summary>
[Requires(Permission.Operate, RequiredReach.Service)]
public sealed record PromoteRollout(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Promote(Context.Key, Context.Caller.ActorAtWaits(of.Spec.Plan), Reason, seen);
}

/// <summary>Handles <see cref="PromoteRollout"/>.</summary>
public sealed class PromoteRolloutHandler(RolloutInbox inbox, ApproverReader approvers)
    : AnsweringRequestHandler<PromoteRollout>(inbox, approvers);

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Approvers;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Approves the step at which the plan asks for an approval, or a later one ahead.</summary>
/// <param name="Later">The step to approve ahead; null for the present one.</param>
[Requires(Permission.Approve, RequiredReach.Service)]
public sealed record ApproveRollout(
    RequestContext Context,
    RolloutId Id,
    string Reason,
    Position? Seen,
    LaterStep? Later = null
) : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Approve(Context.Key, Context.By, Reason, seen, Later);
}

/// <summary>Handles <see cref="ApproveRollout"/>.</summary>
public sealed class ApproveRolloutHandler(RolloutInbox inbox, ApproverReader approvers)
    : AnsweringRequestHandler<ApproveRollout>(inbox, approvers);

using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Approvers;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Ends the current wait, and no other.</summary>
[Requires(Permission.Operate, RequiredReach.Service)]
public sealed record SkipStep(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Skip(Context.Key, Context.Caller.ActorAtWaits(of.Spec.Plan), Reason, seen);
}

/// <summary>Handles <see cref="SkipStep"/>.</summary>
public sealed class SkipStepHandler(RolloutInbox inbox, ApproverReader approvers)
    : AnsweringRequestHandler<SkipStep>(inbox, approvers);

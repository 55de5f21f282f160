using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Rejects the step at which the plan asks for an approval. One rejection is enough.</summary>
[Requires(Permission.Approve, RequiredReach.Service)]
public sealed record RejectRollout(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Reject(Context.Key, Context.By, Reason, seen);
}

/// <summary>Handles <see cref="RejectRollout"/>.</summary>
public sealed class RejectRolloutHandler(RolloutInbox inbox) : PlacedRequestHandler<RejectRollout>(inbox);

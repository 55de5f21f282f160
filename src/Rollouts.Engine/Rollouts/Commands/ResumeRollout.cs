using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Continues a paused rollout.</summary>
[Requires(Permission.Operate, RequiredReach.Service)]
public sealed record ResumeRollout(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : PlacedRequest(Context, Id, Reason, Seen)
{
    public override Command CommandAt(Position seen, Rollout of) =>
        new Command.Resume(Context.Key, Context.By, Reason, seen);
}

/// <summary>Handles <see cref="ResumeRollout"/>.</summary>
public sealed class ResumeRolloutHandler(RolloutInbox inbox) : PlacedRequestHandler<ResumeRollout>(inbox);

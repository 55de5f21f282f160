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

/// <summary>
/// Handles <see cref="ApproveRollout"/>. The approval may be the last one that its step needs, so the earlier persons
/// are read first: a person who has lost the right since does not count.
/// </summary>
public sealed class ApproveRolloutHandler(RolloutInbox inbox, ApproverReader approvers)
    : PlacedRequestHandler<ApproveRollout>(inbox)
{
    private readonly RolloutInbox _inbox = inbox;

    public override async Task<UseCaseResult<Rollout>> Handle(
        ApproveRollout request,
        CancellationToken cancellationToken
    )
    {
        foreach (var input in await approvers.ObserveAsync(request.State, cancellationToken))
        {
            await _inbox.SubmitAsync(request.Id, input, wakes: false, answer: null, cancellationToken);
        }

        return await base.Handle(request, cancellationToken);
    }
}

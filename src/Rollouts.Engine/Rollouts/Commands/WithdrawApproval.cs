using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Withdraws an approval that the caller gave ahead, until it takes effect.</summary>
[Requires(Permission.Approve, RequiredReach.Service)]
public sealed record WithdrawApproval(RequestContext Context, RolloutId Id, string Reason, LaterStep Later)
    : RolloutRequest(Context, Id, Reason)
{
    /// <summary>The command that the domain decides.</summary>
    public Command.Withdraw Command => new(Context.Key, Context.By, Reason, Later);
}

/// <summary>Handles <see cref="WithdrawApproval"/>.</summary>
public sealed class WithdrawApprovalHandler(RolloutInbox inbox)
    : IRequestHandler<WithdrawApproval, UseCaseResult<Rollout>>
{
    public Task<UseCaseResult<Rollout>> Handle(WithdrawApproval request, CancellationToken cancellationToken) =>
        inbox.SubmitAsync(request, request.Command, cancellationToken);
}

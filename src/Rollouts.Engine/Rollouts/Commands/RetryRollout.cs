using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Starts the same release again, with its original plan.</summary>
[Requires(Permission.StartRollouts, RequiredReach.Service)]
public sealed record RetryRollout(RequestContext Context, RolloutId Id, string Reason)
    : RolloutRequest(Context, Id, Reason);

/// <summary>Handles <see cref="RetryRollout"/>.</summary>
public sealed class RetryRolloutHandler(RolloutStarter starter) : IRequestHandler<RetryRollout, UseCaseResult<Rollout>>
{
    public async Task<UseCaseResult<Rollout>> Handle(RetryRollout request, CancellationToken cancellationToken)
    {
        var answer = request.Context.AnswerWithWrites<Rollout>(isNew: true);
        var order = RolloutRequests.OrderAfter(request);
        return RolloutRequests.Opened(
            await starter.RetryAsync(request.State, order, answer, cancellationToken),
            request.Context
        );
    }
}

using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>
/// Rolls the candidate back to weight 0, at any position of its rollout. For the newest succeeded rollout it opens a
/// rollout that returns to the previous version.
/// </summary>
/// <param name="PastPointOfNoReturn">
/// Whether the caller confirms that the rollout goes back past the point of no return of its plan.
/// </param>
[Requires(Permission.RollBack, RequiredReach.Service)]
public sealed record RollBackRollout(
    RequestContext Context,
    RolloutId Id,
    string Reason,
    bool PastPointOfNoReturn = false
) : RolloutRequest(Context, Id, Reason)
{
    /// <summary>The command that the domain decides for a rollout that has not succeeded.</summary>
    public Command.RollBack Command => new(Context.Key, Context.By, Reason, PastPointOfNoReturn);
}

/// <summary>Handles <see cref="RollBackRollout"/>.</summary>
public sealed class RollBackRolloutHandler(RolloutInbox inbox, RolloutStarter starter, StateReader reader)
    : IRequestHandler<RollBackRollout, UseCaseResult<Rollout>>
{
    public async Task<UseCaseResult<Rollout>> Handle(RollBackRollout request, CancellationToken cancellationToken)
    {
        if (request.State.Status is not Status.Succeeded)
        {
            var result = await inbox.SubmitAsync(request, request.Command, cancellationToken);
            if (result is not UseCaseResult<Rollout>.Refused || !await HasSucceededAsync(request, cancellationToken))
            {
                return result;
            }
        }

        var answer = request.Context.AnswerWithWrites<Rollout>(isNew: true);
        var order = RolloutRequests.OrderAfter(request);
        return RolloutRequests.Opened(
            await starter.ReturnAsync(request.State, order, request.PastPointOfNoReturn, answer, cancellationToken),
            request.Context
        );
    }

    /// <summary>It may have succeeded since the authorization read it: its caller wants it back all the same.</summary>
    private async Task<bool> HasSucceededAsync(RollBackRollout request, CancellationToken cancellation)
    {
        request.Context.Rollout = await reader.LoadAsync(StreamName.Of(request.Id), cancellation);
        return request.State.Status is Status.Succeeded;
    }
}

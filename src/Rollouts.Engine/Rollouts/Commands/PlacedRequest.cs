using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>
/// A command that is based on a position of the rollout. It is stale once the rollout has left the position.
/// </summary>
/// <param name="Seen">The position that the caller saw; null if the request has none, which is refused.</param>
public abstract record PlacedRequest(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : RolloutRequest(Context, Id, Reason)
{
    /// <summary>The command that the domain decides.</summary>
    /// <param name="of">The rollout that the caller reaches.</param>
    public abstract Command CommandAt(Position seen, Rollout of);
}

/// <summary>Submits the command of a request to its rollout.</summary>
public abstract class PlacedRequestHandler<TRequest>(RolloutInbox inbox)
    : IRequestHandler<TRequest, UseCaseResult<Rollout>>
    where TRequest : PlacedRequest
{
    public virtual Task<UseCaseResult<Rollout>> Handle(TRequest request, CancellationToken cancellationToken) =>
        request.Seen is { } seen
            ? inbox.SubmitAsync(request, request.CommandAt(seen, request.Context.Rollout!.State!), cancellationToken)
            : Task.FromResult<UseCaseResult<Rollout>>(new UseCaseResult<Rollout>.Refused(RolloutRequests.NoPosition));
}

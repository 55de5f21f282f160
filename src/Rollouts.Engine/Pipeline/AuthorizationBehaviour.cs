using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts;
using Rollouts.Storage;

namespace Rollouts.Engine.Pipeline;

/// <summary>
/// Compares the declaration of a request with the permissions and the reach of its caller. The handler sees the caller
/// with only the grants that allow the request.
/// </summary>
public sealed class AuthorizationBehaviour<TRequest, T>(StateReader reader)
    : IPipelineBehavior<TRequest, UseCaseResult<T>>
    where TRequest : IUseCase<T>
{
    private static readonly UseCaseDeclaration Declared = UseCaseDeclaration.Of(typeof(TRequest));

    public async Task<UseCaseResult<T>> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<UseCaseResult<T>> next
    )
    {
        if (Declared.Permission is not { } permission)
        {
            return await next();
        }

        var context = request.Context;
        if (AuthorizationRules.Entitle(context.Caller, permission) is not { } entitled)
        {
            return new UseCaseResult<T>.Refused(AuthorizationRules.NotAllowed(context.Caller, permission));
        }

        var named = (request as INamesResource)?.Named;
        if (named is null && Declared.Reach is RequiredReach.Environment)
        {
            throw new InvalidOperationException($"The request {typeof(TRequest).Name} names no environment.");
        }

        if (AuthorizationRules.Beyond(entitled, Declared.Reach, named) is { } beyond)
        {
            return new UseCaseResult<T>.Refused(beyond);
        }

        if (
            named is NamedResource.OfRollout { Id: var id }
            && !await ReachesAsync(entitled, id, context, cancellationToken)
        )
        {
            return new UseCaseResult<T>.Refused(RequestRefusals.NoSuchRollout(id.ToString()));
        }

        context.Caller = entitled;
        return await next();
    }

    /// <summary>A resource beyond the caller's reach is answered as unknown.</summary>
    private async Task<bool> ReachesAsync(
        Caller caller,
        RolloutId id,
        RequestContext context,
        CancellationToken cancellation
    )
    {
        var snapshot = await reader.LoadAsync(StreamName.Of(id), cancellation);
        context.Rollout = snapshot;
        return snapshot.State is { Spec.Plan: var plan }
            && caller.Reaches(plan.Service, plan.Environment)
            && (Declared.Reach is not RequiredReach.Environment || caller.ReachesAllOf(plan.Environment));
    }
}

using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Makes a rollout yield to the newer version that waits behind it, even if its plan forbids it.</summary>
[Requires(Permission.Operate, RequiredReach.Service)]
public sealed record SupersedeRollout(RequestContext Context, RolloutId Id, string Reason, Position? Seen)
    : RolloutRequest(Context, Id, Reason);

/// <summary>Handles <see cref="SupersedeRollout"/>.</summary>
public sealed class SupersedeRolloutHandler(RolloutInbox inbox, StateReader reader)
    : IRequestHandler<SupersedeRollout, UseCaseResult<Rollout>>
{
    public async Task<UseCaseResult<Rollout>> Handle(SupersedeRollout request, CancellationToken cancellationToken)
    {
        if (request.Seen is not { } seen)
        {
            return new UseCaseResult<Rollout>.Refused(RolloutRequests.NoPosition);
        }

        if (request.State.Spec.Observes)
        {
            // No service keeps a record of it, so the rollout itself refuses.
            var own = new Command.Supersede(request.Context.Key, request.Context.By, request.Reason, request.Id, seen);
            return await inbox.SubmitAsync(request, own, cancellationToken);
        }

        var plan = request.State.Spec.Plan;
        var related = await reader.RelatedStreamsOfAsync(plan, cancellationToken);
        if (related.Service is not { UnderWay: { } older, Waiting: { } newer } || older.Id != request.Id)
        {
            return new UseCaseResult<Rollout>.Refused(
                new Refusal(
                    "rollout.nothing-waits",
                    $"no newer version of '{plan.Service}' waits in '{plan.Environment}'; start it first, or roll "
                        + "this one back"
                )
            );
        }

        var (context, reason) = (request.Context, request.Reason);
        return await inbox.SubmitAsync(
            request,
            new Command.Supersede(context.Key, context.By, reason, newer.Id, seen),
            cancellationToken
        );
    }
}

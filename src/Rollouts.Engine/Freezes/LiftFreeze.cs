using MediatR;
using Rollouts.Domain.Freezes;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Freezes;

/// <summary>Ends a freeze that was declared.</summary>
[Requires(Permission.Freeze, RequiredReach.Environment)]
public sealed record LiftFreeze(RequestContext Context, EnvironmentName Environment, FreezeName Name, string Reason)
    : IUseCase<FreezeList>,
        INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfEnvironment(Environment);
}

/// <summary>Handles <see cref="LiftFreeze"/>.</summary>
public sealed class LiftFreezeHandler(FreezeRepository declared, FreezesInForce inForce, StoreClock clock)
    : IRequestHandler<LiftFreeze, UseCaseResult<FreezeList>>
{
    public async Task<UseCaseResult<FreezeList>> Handle(LiftFreeze request, CancellationToken cancellationToken)
    {
        var context = request.Context;
        var result = await declared.ChangeAsync(
            request.Environment,
            (state, now) => state.Lift(request.Name, now),
            context.Because("lift-freeze", request.Reason),
            context.AnswerWithChange<FreezeState, FreezeList>(List),
            cancellationToken
        );
        return context.ResultOf(result, resource: "freeze", List);

        FreezeList List(FreezeState state) => FreezeList.Of(request.Environment, state, inForce, clock.Now);
    }
}

using MediatR;
using Rollouts.Domain.Freezes;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Engine.Freezes;

/// <summary>Lets one rollout continue in spite of a freeze.</summary>
/// <param name="Rollout">The rollout, which must belong to the environment.</param>
[Requires(Permission.OverrideFreezes, RequiredReach.Environment)]
public sealed record OverrideFreeze(
    RequestContext Context,
    EnvironmentName Environment,
    FreezeName Name,
    RolloutId Rollout,
    string Reason
) : IUseCase<FreezeList>, INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfEnvironment(Environment);
}

/// <summary>Handles <see cref="OverrideFreeze"/>.</summary>
public sealed class OverrideFreezeHandler(
    FreezeRepository declared,
    FreezesInForce inForce,
    StreamRunner runner,
    StoreClock clock
) : IRequestHandler<OverrideFreeze, UseCaseResult<FreezeList>>
{
    public async Task<UseCaseResult<FreezeList>> Handle(OverrideFreeze request, CancellationToken cancellationToken)
    {
        var (context, environment, name) = (request.Context, request.Environment, request.Name);
        var stream = StreamName.Of(request.Rollout);
        var read = await runner.LoadAsync(stream, StateCodecs.Rollout, cancellationToken);
        if (read.State is not { } rollout || rollout.Spec.Plan.Environment != environment)
        {
            return new UseCaseResult<FreezeList>.Refused(RequestRefusals.NoSuchRollout(request.Rollout.ToString()));
        }

        var written = inForce.Written(environment).Concat(rollout.Spec.Plan.Freezes);
        var result = await declared.ChangeAsync(
            environment,
            (state, now) =>
                state.Pass(
                    name,
                    rollout.Spec.Id,
                    written.Any(freeze => freeze.Name == name)
                        || state.Freezes.Any(freeze => freeze.Name == name && !freeze.IsOver(now))
                ),
            context.Because("override-freeze", request.Reason),
            context.AnswerWithChange<FreezeState, FreezeList>(List),
            cancellationToken
        );
        return context.ResultOf(result, resource: "freeze", List);

        FreezeList List(FreezeState state) => FreezeList.Of(environment, state, inForce, clock.Now);
    }
}

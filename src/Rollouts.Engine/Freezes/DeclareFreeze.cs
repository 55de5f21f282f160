using MediatR;
using Rollouts.Domain.Freezes;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Freezes;

/// <summary>Declares a freeze. While it is in force no upward shift begins and no step ends.</summary>
/// <param name="From">When it begins; null for now.</param>
/// <param name="Until">When it ends; null for a freeze that is in force until it is lifted.</param>
[Requires(Permission.Freeze, RequiredReach.Environment)]
public sealed record DeclareFreeze(
    RequestContext Context,
    EnvironmentName Environment,
    FreezeName Name,
    string Reason,
    Instant? From,
    Instant? Until
) : IUseCase<FreezeInEnvironment>, INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfEnvironment(Environment);
}

/// <summary>A freeze that was declared, at the instant of its declaration.</summary>
public sealed record FreezeInEnvironment(EnvironmentName Environment, DeclaredFreeze Freeze, Instant Now);

/// <summary>Handles <see cref="DeclareFreeze"/>.</summary>
public sealed class DeclareFreezeHandler(
    FreezeRepository declared,
    FreezesInForce inForce,
    CurrentInstallation installation,
    StoreClock clock
) : IRequestHandler<DeclareFreeze, UseCaseResult<FreezeInEnvironment>>
{
    public async Task<UseCaseResult<FreezeInEnvironment>> Handle(
        DeclareFreeze request,
        CancellationToken cancellationToken
    )
    {
        var (context, environment, name) = (request.Context, request.Environment, request.Name);
        if (!installation.Now.Environments.ContainsKey(environment))
        {
            return new UseCaseResult<FreezeInEnvironment>.Refused(
                new Refusal("environment.unknown", "there is no such environment", RefusalKind.NotFound)
            );
        }

        var result = await declared.ChangeAsync(
            environment,
            (state, now) =>
                inForce.Written(environment).Any(freeze => freeze.Name == name)
                    ? new FreezeDecision.Refused(
                        "freeze.name-taken",
                        $"the file has a freeze '{name}'; choose another name"
                    )
                    : state.Declare(new DeclaredFreeze(name, request.Reason, request.From ?? now, request.Until), now),
            context.Because("declare-freeze", request.Reason),
            context.AnswerWithChange<FreezeState, FreezeInEnvironment>(Freeze, isNew: true),
            cancellationToken
        );
        return context.ResultOf(result, resource: "freeze", Freeze, isNew: true);

        FreezeInEnvironment Freeze(FreezeState state) => new(environment, state.Named(name), clock.Now);
    }
}

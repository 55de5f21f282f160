using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Freezes;

/// <summary>Reads the freezes of an environment.</summary>
[Requires(Permission.Read, RequiredReach.Environment)]
public sealed record ListFreezes(RequestContext Context, EnvironmentName Environment)
    : IUseCase<FreezeList>,
        INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfEnvironment(Environment);
}

/// <summary>Handles <see cref="ListFreezes"/>.</summary>
public sealed class ListFreezesHandler(FreezeRepository declared, FreezesInForce inForce, StoreClock clock)
    : IRequestHandler<ListFreezes, UseCaseResult<FreezeList>>
{
    public async Task<UseCaseResult<FreezeList>> Handle(ListFreezes request, CancellationToken cancellationToken) =>
        new UseCaseResult<FreezeList>.Done(
            await FreezeList.ReadAsync(request.Environment, declared, inForce, clock.Now, cancellationToken)
        );
}

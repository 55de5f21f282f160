using MediatR;
using Rollouts.Domain.Routes;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Routes;

/// <summary>Frees a claimed route, so that another service can claim it.</summary>
/// <param name="MadeFrom">The revision of the claim that the caller has read.</param>
[Requires(Permission.ManageInstallation, RequiredReach.All)]
public sealed record FreeRoute(
    RequestContext Context,
    ConnectionName Connection,
    string Place,
    int MadeFrom,
    string Reason
) : IUseCase<RouteClaim>;

/// <summary>Handles <see cref="FreeRoute"/>.</summary>
public sealed class FreeRouteHandler(RouteClaimService claims) : IRequestHandler<FreeRoute, UseCaseResult<RouteClaim>>
{
    public async Task<UseCaseResult<RouteClaim>> Handle(FreeRoute request, CancellationToken cancellationToken)
    {
        var context = request.Context;
        var result = await claims.FreeAsync(
            request.Connection,
            request.Place,
            request.MadeFrom,
            context.Because("free-route", request.Reason),
            context.AnswerWithChange<RouteClaim, RouteClaim>(claim => claim),
            cancellationToken
        );
        return context.ResultOf(result, resource: "route", claim => claim);
    }
}

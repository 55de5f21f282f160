using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Connections;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Routes;
using Rollouts.Worker;
using Rollouts.Worker.Routes;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Routes;

/// <summary>Claims on routes that have no declared owner: reading them and freeing them.</summary>
internal static class RouteClaimsApi
{
    private const int PageSize = 100;

    public static void MapRouteClaims(this IEndpointRouteBuilder api)
    {
        api.MapGet("/connections/{name}/claims", ListAsync)
            .Needing(Permission.ReadInstallation, Reach.All)
            .Tells("The services that have claimed routes of a connection, 100 at a time.")
            .Gives<RouteClaimsPage>();
        api.MapDelete("/connections/{name}/claims/{place}", FreeAsync)
            .Needing(Permission.ManageInstallation, Reach.All)
            .Tells("Frees a claimed route, so that another service can claim it.")
            .Gives<RemovedView>();
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        RouteClaimService claims,
        string name,
        string? cursor = null
    )
    {
        var connection = ConnectionOf(name);
        var (found, next) = await claims.ListAsync(
            connection,
            Cursors.ReadPlace(cursor),
            PageSize,
            context.RequestAborted
        );
        var page = new RouteClaimsPage(found.Select(kept => RouteClaimView.Of(connection, kept)).ToValueList(), next);
        return Replies.Of(Reply.Of(StatusCodes.Status200OK, page));
    }

    private static Task<IResult> FreeAsync(
        HttpContext context,
        Once once,
        Engine engine,
        RouteClaimService claims,
        string name,
        string place,
        string reason
    ) =>
        once.DoAsync(
            context,
            async wish =>
            {
                var origin = new Origin(
                    engine.Clock.Now,
                    wish.By,
                    new Cause("free-route", wish.Key),
                    Words.Reason(reason)
                );
                var madeFrom = Preconditions.Revision(context);
                var at = Names.Stream(place)!;
                return await claims.FreeAsync(ConnectionOf(name), at, madeFrom, origin, context.RequestAborted) switch
                {
                    CommandResult<RouteClaim>.Accepted { State: var freed } => Reply.Of(
                        StatusCodes.Status200OK,
                        new RemovedView(freed.Version)
                    ),
                    CommandResult<RouteClaim>.Refused { Why: var why } => Reply.Of(Problem.Of(why)),
                    CommandResult<RouteClaim>.Conflict => Reply.Of(Problem.Conflict("route")),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            }
        );

    private static ConnectionName ConnectionOf(string name) =>
        Names.Read("name", name, text => new ConnectionName(text));
}

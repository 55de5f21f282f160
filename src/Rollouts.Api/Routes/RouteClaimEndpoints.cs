using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Engine.Routes;

namespace Rollouts.Api.Routes;

/// <summary>Lists and frees claims on routes that have no declared owner.</summary>
internal static class RouteClaimEndpoints
{
    private const int PageSize = 100;

    public static void MapRouteClaims(this IEndpointRouteBuilder api)
    {
        api.MapGet("/connections/{name}/claims", ListAsync)
            .RequirePermission(Permission.ReadInstallation, RequiredReach.All)
            .Describes("The services that have claimed routes of a connection, 100 at a time.")
            .Returns<RouteClaimsPage>();
        api.MapDelete("/connections/{name}/claims/{place}", FreeAsync)
            .RequirePermissionOf(typeof(FreeRoute))
            .Describes("Frees a claimed route, so that another service can claim it.")
            .Returns<RemovedView>();
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
        UseCases useCases,
        string name,
        string place,
        string reason
    ) =>
        useCases.AnswerAsync(
            context,
            to => new FreeRoute(
                to,
                ConnectionOf(name),
                Names.Stream(place)!,
                Preconditions.Revision(context),
                QueryWords.Reason(reason)
            ),
            done => Reply.Of(StatusCodes.Status200OK, new RemovedView(done.Value.Version))
        );

    private static ConnectionName ConnectionOf(string name) =>
        Names.Read("name", name, text => new ConnectionName(text));
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rollouts.Sandbox.Kong;

/// <summary>
/// The Admin API of Kong 3.9 for upstreams, targets, services and routes: the same paths, bodies, pages and errors as
/// in its source and its OpenAPI document.
/// </summary>
internal static class KongAdminEndpoint
{
    /// <param name="prefix">
    /// The prefix of the paths: empty, a workspace, or the path of a control plane of Konnect.
    /// </param>
    public static void MapKongAdmin(this IEndpointRouteBuilder endpoints, KongGateway gateway, string prefix = "")
    {
        var admin = endpoints.MapGroup(prefix);
        admin.AddEndpointFilter(async (call, next) => Refusal(call.HttpContext.Request, gateway) ?? await next(call));
        KongUpstreamEndpoint.Map(admin, gateway);
        KongRouteEndpoint.Map(admin, gateway);
    }

    private static IResult? Refusal(HttpRequest request, KongGateway gateway)
    {
        var rules = gateway.Rules;
        if (rules.AdminToken is { } token && request.Headers["Kong-Admin-Token"] != token)
        {
            return KongRefusal.WrongToken();
        }

        if (rules.Bearer is { } bearer && request.Headers.Authorization != $"Bearer {bearer}")
        {
            return KongRefusal.NoPermission();
        }

        return rules.IsWithoutDatabase && !HttpMethods.IsGet(request.Method) ? KongRefusal.ReadOnly() : null;
    }
}

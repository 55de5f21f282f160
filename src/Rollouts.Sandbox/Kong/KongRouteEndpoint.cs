using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rollouts.Sandbox.Kong;

internal static class KongRouteEndpoint
{
    public static void Map(IEndpointRouteBuilder admin, KongGateway gateway)
    {
        admin.MapGet("/services/{service}", (string service) => Show(gateway.Services, service));
        admin.MapGet("/routes/{route}", (string route) => Show(gateway.Routes, route));
        admin.MapPatch("/routes/{route}", (string route, HttpRequest request) => PointAsync(gateway, route, request));
    }

    private static IResult Show(List<KongEntity> entities, string nameOrId) =>
        KongGateway.Entity(entities, nameOrId) is { } found
            ? Results.Json(KongPages.Show(found))
            : KongRefusal.NotFound();

    private static async Task<IResult> PointAsync(KongGateway gateway, string route, HttpRequest request)
    {
        if (KongGateway.Entity(gateway.Routes, route) is not { } found)
        {
            return KongRefusal.NotFound();
        }

        if (await KongBody.ReadAsync(request) is not { } body)
        {
            return KongRefusal.BadBody();
        }

        if (
            body["service"] is not JsonObject named
            || named["id"]?.ToString() is not { } id
            || gateway.Services.Find(service => service.Id.ToString() == id) is not { } wanted
        )
        {
            return KongRefusal.Invalid("service", "the foreign key does not reference an existing 'services' entity");
        }

        var moved = found with { Service = wanted.Id, UpdatedAt = gateway.Now() };
        gateway.Routes[gateway.Routes.IndexOf(found)] = moved;
        return Results.Json(KongPages.Show(moved));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rollouts.Sandbox.Kong;

internal static class KongUpstreamEndpoint
{
    public static void Map(IEndpointRouteBuilder admin, KongGateway gateway)
    {
        admin.MapGet("/upstreams/{upstream}", (string upstream) => Upstream(gateway, upstream));
        var targets = admin.MapGroup("/upstreams/{upstream}/targets");
        targets.MapGet("", List);
        targets.MapGet("/all", List);
        targets.MapPost("", (string upstream, HttpRequest request) => AddAsync(gateway, upstream, request));
        targets.MapGet("/{target}", (string upstream, string target) => Target(gateway, upstream, target));
        targets.MapPatch("/{target}", Change);
        targets.MapPut("/{target}", Change);
        targets.MapDelete("/{target}", (string upstream, string target) => Remove(gateway, upstream, target));
        if (gateway.Rules.Balances)
        {
            admin.MapGet(
                "/upstreams/{upstream}/health",
                (string upstream, int? size, string? offset) => Health(gateway, upstream, size, offset)
            );
        }

        Task<IResult> Change(string upstream, string target, HttpRequest request) =>
            ChangeAsync(gateway, upstream, target, request);

        IResult List(HttpRequest request, string upstream, int? size, string? offset) =>
            gateway.Upstream(upstream) is { } found
                ? Results.Json(
                    KongPages.Of(
                        Newest(gateway, found),
                        target => KongPages.Show(found, target),
                        request.Path.Value!,
                        size,
                        offset
                    )
                )
                : KongRefusal.NotFound();
    }

    private static IResult Upstream(KongGateway gateway, string upstream) =>
        gateway.Upstream(upstream) is { } found ? Results.Json(KongPages.Show(found)) : KongRefusal.NotFound();

    private static IResult Target(KongGateway gateway, string upstream, string target) =>
        gateway.Upstream(upstream) is { } found && KongGateway.Target(gateway.Shown(found), target) is { } it
            ? Results.Json(KongPages.Show(found, it))
            : KongRefusal.NotFound();

    private static IResult Health(KongGateway gateway, string upstream, int? size, string? offset) =>
        gateway.Upstream(upstream) is { } found
            ? Results.Json(
                KongPages.Of(
                    Newest(gateway, found),
                    target => KongPages.ShowWithHealth(gateway, found, target),
                    $"/upstreams/{upstream}/health",
                    size,
                    offset
                )
            )
            : KongRefusal.NotFound();

    private static async Task<IResult> AddAsync(KongGateway gateway, string upstream, HttpRequest request)
    {
        if (gateway.Upstream(upstream) is not { } found)
        {
            return KongRefusal.NotFound();
        }

        if (await KongBody.ReadAsync(request) is not { } body)
        {
            return KongRefusal.BadBody();
        }

        var (weight, wrong) = KongBody.Weight(body);
        if ((KongBody.Complaint(body) ?? wrong) is { } refusal)
        {
            return refusal;
        }

        return body["target"]?.ToString() is not { Length: > 0 } name
                ? KongRefusal.Invalid("target", "required field missing")
            : gateway.AddTarget(found, name, weight, KongBody.Tags(body)) is { } added
                ? Results.Json(KongPages.Show(found, added), statusCode: 201)
            : KongRefusal.Taken($"targets:{found.Id}:{KongGateway.WithPort(name)}::::");
    }

    private static async Task<IResult> ChangeAsync(
        KongGateway gateway,
        string upstream,
        string target,
        HttpRequest request
    )
    {
        if (gateway.Upstream(upstream) is not { } found || KongGateway.Target(found, target) is not { } it)
        {
            return KongRefusal.NotFound();
        }

        if (await KongBody.ReadAsync(request) is not { } body)
        {
            return KongRefusal.BadBody();
        }

        var (weight, wrong) = body.ContainsKey("weight") ? KongBody.Weight(body) : (it.Weight, null);
        if ((KongBody.Complaint(body) ?? wrong) is { } refusal)
        {
            return refusal;
        }

        var name = KongGateway.WithPort(body["target"]?.ToString() ?? it.Name);
        return name != it.Name && KongGateway.Target(found, name) is not null
            ? KongRefusal.Taken($"targets:{found.Id}:{name}::::")
            : Results.Json(
                KongPages.Show(
                    found,
                    gateway.Change(
                        found,
                        it.Name,
                        it with
                        {
                            Name = name,
                            Weight = weight,
                            Tags = KongBody.Tags(body) ?? it.Tags,
                        }
                    )
                )
            );
    }

    private static IResult Remove(KongGateway gateway, string upstream, string target)
    {
        if (gateway.Upstream(upstream) is not { } found || KongGateway.Target(found, target) is not { } it)
        {
            return KongRefusal.NotFound();
        }

        gateway.RemoveTarget(found, it.Name);
        return Results.NoContent();
    }

    // In Kong's order.
    private static List<TargetEntity> Newest(KongGateway gateway, UpstreamEntity upstream) =>
        [.. gateway.Shown(upstream).AsEnumerable().Reverse()];
}

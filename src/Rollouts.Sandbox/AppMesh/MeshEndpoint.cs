using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Aws;
using Rollouts.Sandbox.Endpoints;

namespace Rollouts.Sandbox.AppMesh;

/// <summary>The routes of the App Mesh API (2019-01-25, REST-JSON).</summary>
internal sealed class MeshEndpoint(SandboxSettings settings) : IEndpoint
{
    private const int LongestToken = 64;

    private readonly SignatureCheck _signatures = new("appmesh", settings.Region, settings.Keys, settings.Clock);

    public string Name => "appMesh";

    public Mishaps Mishaps { get; } = new();

    public MeshRoutes Routes { get; } = new(settings.Clock);

    public void Serve(WebApplication server) => server.Run(AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        var request = await SignedRequest.ReadAsync(context);
        if (_signatures.Check(request) is { } refusal)
        {
            await FailAsync(context, new MeshError(refusal.Status, refusal.Code, refusal.Message));
            return;
        }

        await Mishaps.DelayAsync(settings.Clock, context.RequestAborted);
        var error =
            Mishaps.ThrottlesThis() ? MeshError.TooManyRequests()
            : Mishaps.FailsThis() ? MeshError.Broken()
            : await ServeAsync(context, request);
        if (error is not null)
        {
            await FailAsync(context, error);
        }
    }

    private async Task<MeshError?> ServeAsync(HttpContext context, SignedRequest request)
    {
        var parts = request.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (parts is not ["v20190125", "meshes", var mesh, "virtualRouter", var router, "routes", ..])
        {
            return new MeshError(404, "UnknownOperationException", "");
        }

        string? owner = context.Request.Query["meshOwner"];
        if (owner is not null && (owner.Length != 12 || !owner.All(char.IsAsciiDigit)))
        {
            return MeshError.BadRequest("meshOwner must be the 12 digits of an account");
        }

        if (owner is not null && owner != settings.Account)
        {
            return MeshError.Forbidden($"mesh {mesh} is not shared with this account by {owner}");
        }

        var isCreated = (request.Method, parts.Length) == ("PUT", 6);
        if (!isCreated && Missing(mesh, router) is { } missing)
        {
            return missing;
        }

        return (request.Method, parts[6..]) switch
        {
            ("GET", []) => await ListAsync(context, mesh, router),
            ("PUT", []) => await CreateAsync(context, mesh, router, request.Body),
            ("GET", [var route]) => await DescribeAsync(context, new RouteName(mesh, router, route)),
            ("PUT", [var route]) => await UpdateAsync(context, new RouteName(mesh, router, route), request.Body),
            _ => new MeshError(405, "UnknownOperationException", ""),
        };
    }

    private async Task<MeshError?> DescribeAsync(HttpContext context, RouteName name)
    {
        if (Routes.Find(name) is not { } route)
        {
            return Unknown(name);
        }

        var shown = Mishaps.Plan.Stale && route.Before is { } before ? before : route;
        await WriteAsync(context, RouteDocument.Of(shown, settings.Region));
        return null;
    }

    private async Task<MeshError?> UpdateAsync(HttpContext context, RouteName name, byte[] body)
    {
        if (Parsed(body) is not { } update || RouteRules.Complaint(update["spec"]) is { } complaint)
        {
            return MeshError.BadRequest(Parsed(body) is { } read ? RouteRules.Complaint(read["spec"])! : "no JSON");
        }

        if (Routes.Find(name) is null)
        {
            return Unknown(name);
        }

        var token = (string?)update["clientToken"];
        if (token?.Length is 0 or > LongestToken)
        {
            return MeshError.BadRequest($"clientToken must have between 1 and {LongestToken} characters");
        }

        var seen = token is null ? null : Routes.Seen(token, $"{name}\n{update["spec"]!.ToJsonString()}");
        if (seen == false)
        {
            return MeshError.Conflict($"the client token {token} was used with another request");
        }

        var route = seen == true ? Routes.Find(name) : Routes.Update(name, update["spec"]!);
        await WriteAsync(context, RouteDocument.Of(route!, settings.Region));
        return null;
    }

    private async Task<MeshError?> CreateAsync(HttpContext context, string mesh, string router, byte[] body)
    {
        if (Parsed(body) is not { } made || (string?)made["routeName"] is not { Length: > 0 and <= 255 } name)
        {
            return MeshError.BadRequest("routeName is required");
        }

        if (RouteRules.Complaint(made["spec"]) is { } complaint)
        {
            return MeshError.BadRequest(complaint);
        }

        if (Routes.Create(new RouteName(mesh, router, name), settings.Account, made["spec"]!) is not { } route)
        {
            return MeshError.Conflict($"Route with name {name} in mesh {mesh} already exists");
        }

        await WriteAsync(context, RouteDocument.Of(route, settings.Region));
        return null;
    }

    private async Task<MeshError?> ListAsync(HttpContext context, string mesh, string router)
    {
        const int most = 100;
        var (limitText, token) = ((string?)context.Request.Query["limit"], (string?)context.Request.Query["nextToken"]);
        var limit = most;
        if (limitText is not null && (!int.TryParse(limitText, out limit) || limit is < 1 or > most))
        {
            return MeshError.BadRequest("limit must be between 1 and 100");
        }

        var all = Routes.Of(mesh, router);
        var from = token is null ? 0 : all.TakeWhile(route => TokenOf(route) != token).Count();
        if (from == all.Count && token is not null)
        {
            return MeshError.BadRequest("nextToken is no token of this list");
        }

        var rest = all.Skip(from);
        var page = rest.Take(limit + 1).ToList();
        var list = new JsonObject
        {
            ["routes"] = new JsonArray([
                .. page.Take(limit).Select(route => RouteDocument.Reference(route, settings.Region)),
            ]),
        };
        if (page.Count > limit)
        {
            list["nextToken"] = TokenOf(page[limit]);
        }

        await WriteAsync(context, list);
        return null;
    }

    // The sandbox stores only routes, so a mesh or a router exists if it has a route.
    private MeshError? Missing(string mesh, string router) =>
        !Routes.HasMesh(mesh) ? MeshError.NotFound($"Mesh with name {mesh} doesn't exist")
        : Routes.Of(mesh, router).Count == 0
            ? MeshError.NotFound($"Virtual router with name {router} in mesh {mesh} doesn't exist")
        : null;

    /// <summary>The token of the page that begins with this route. It cannot be guessed from a name.</summary>
    private static string TokenOf(MeshRoute route) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(route.Uid)));

    private static MeshError Unknown(RouteName name) =>
        MeshError.NotFound($"Route with name {name.Route} in virtual router {name.VirtualRouter} doesn't exist");

    private static JsonObject? Parsed(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task FailAsync(HttpContext context, MeshError error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.Headers["x-amzn-ErrorType"] = error.Code;
        return WriteAsync(context, new JsonObject { ["message"] = error.Message });
    }

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}

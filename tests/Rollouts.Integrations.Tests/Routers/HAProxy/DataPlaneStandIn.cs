using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>
/// Answers as the Data Plane API, version 3, is documented to, for the three calls that weights need. The real one is
/// in no Debian package; that this one is like it is our reading of its specification and nobody's proof.
/// </summary>
internal sealed class DataPlaneStandIn : IAsyncDisposable
{
    private const string Root = "/v3/services/haproxy/configuration/";

    private HttpServer? _server;

    public Uri Address => _server!.Address;

    public string Password { get; set; } = "adminpwd";

    public int Version { get; private set; } = 7;

    /// <summary>How many of the next writes find that somebody else was quicker.</summary>
    public int Races { get; set; }

    /// <summary>Whether a write asks for a reload, as it does where the runtime API cannot do it.</summary>
    public bool Reloads { get; set; }

    public List<string> Writes { get; } = [];

    public Dictionary<string, JsonObject> Servers { get; } =
        new()
        {
            ["v1"] = new JsonObject
            {
                ["name"] = "v1",
                ["address"] = "10.0.0.1",
                ["check"] = "enabled",
                ["weight"] = 100,
            },
            ["v2"] = new JsonObject
            {
                ["name"] = "v2",
                ["address"] = "10.0.0.2",
                ["resolve_opts"] = "allow-dup-ip",
                ["weight"] = 0,
            },
        };

    public static async Task<DataPlaneStandIn> StartAsync()
    {
        var standIn = new DataPlaneStandIn();
        standIn._server = await HttpServer.StartAsync(standIn.AnswerAsync);
        return standIn;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var right = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:" + Password));
        return context.Request.Headers.Authorization != right ? ErrorAsync(context, 401, "unauthorized")
            : path == Root + "version" ? JsonAsync(context, 200, JsonValue.Create(Version))
            : path.StartsWith(Root + "backends/be_checkout/servers/", StringComparison.Ordinal)
            && Servers.ContainsKey(path.Split('/')[^1])
                ? ServerAsync(context, path.Split('/')[^1])
            : ErrorAsync(context, 404, $"{path.Split('/')[^1]} does not exist");
    }

    private async Task ServerAsync(HttpContext context, string name)
    {
        if (context.Request.Method == "GET")
        {
            await JsonAsync(context, 200, Servers[name]);
            return;
        }

        if (Races > 0)
        {
            (Races, Version) = (Races - 1, Version + 1);
        }

        var given = int.Parse(context.Request.Query["version"]!);
        if (given != Version)
        {
            var message = $"version in configuration file is {Version}, given version is {given}";
            await ErrorAsync(context, 409, message);
            return;
        }

        Servers[name] = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        Writes.Add($"{name}={Servers[name]["weight"]}");
        Version++;
        if (Reloads)
        {
            context.Response.Headers["Reload-ID"] = "2026-11-21-1";
        }

        await JsonAsync(context, Reloads ? 202 : 200, Servers[name]);
    }

    private static Task ErrorAsync(HttpContext context, int code, string message) =>
        JsonAsync(context, code, new JsonObject { ["code"] = code, ["message"] = message });

    private static Task JsonAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}

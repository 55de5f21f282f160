using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox;
using Rollouts.Sandbox.AppMesh;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Hosting;

namespace Rollouts.Integrations.Tests.Routers.AppMesh;

/// <summary>A pocket mesh with one route, and connections to it as an administrator writes them.</summary>
internal sealed class OneMesh : IAsyncDisposable
{
    public static readonly RouteName Name = new("shop", "checkout", "main");

    private readonly TempFolder _folder = new();
    private readonly SandboxHost _sandbox;

    private OneMesh(SandboxHost sandbox) => _sandbox = sandbox;

    /// <summary>What the adapters remarked.</summary>
    public List<string> Remarks { get; } = [];

    public Mishaps Mishaps => _sandbox.Endpoint("appMesh")!.Mishaps;

    public MeshRoute Shown => _sandbox.Routes.Find(Name)!;

    public static async Task<OneMesh> StartAsync(string? spec = null)
    {
        var mesh = new OneMesh(await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 }));
        mesh._folder.Write("id", "sandbox");
        mesh._folder.Write("secret", "sandbox");
        mesh._folder.Write("wrong", "another");
        mesh._sandbox.Routes.Create(Name, mesh._sandbox.Settings.Account, JsonNode.Parse(spec ?? Http())!);
        return mesh;
    }

    public static string Http(int stable = 100, int candidate = 0, int other = 0) =>
        $$"""
            { "priority": 5, "httpRoute": { "match": { "prefix": "/" }, "action": { "weightedTargets": [
              { "virtualNode": "v1", "weight": {{stable}}, "port": 8080 },
              { "virtualNode": "v2", "weight": {{candidate}}, "port": 8080 },
              { "virtualNode": "v0", "weight": {{other}} } ] } } }
            """;

    /// <summary>The route in a plan's words.</summary>
    public static Settings Where(string route = "main", string? meshOwner = null) =>
        new Settings.Map([
            new Setting("mesh", new Settings.Text("shop")),
            new Setting("virtualRouter", new Settings.Text("checkout")),
            new Setting("route", new Settings.Text(route)),
            .. meshOwner is null ? Array.Empty<Setting>() : [new Setting("meshOwner", new Settings.Text(meshOwner))],
        ]);

    public static RouteArms Arms(Settings? where = null) =>
        new(where ?? Where(), new BackendName("v2"), new BackendName("v1"));

    /// <param name="address">Another place than the mesh.</param>
    public ITrafficRouter Open(string? address = null, string secret = "secret", string timeout = "5s")
    {
        var connection = Connected.Read(
            $"appMesh: {{ region: eu-west-1, endpoint: '{address ?? _sandbox.Endpoints["appMesh"].ToString()}', "
                + $"timeout: {timeout}, accessKey: {{ id: {{ file: '{_folder["id"]}' }}, "
                + $"secret: {{ file: '{_folder[secret]}' }} }} }}"
        );
        var around = new AdapterContext(TimeProvider.System) { Remark = Remarks.Add };
        var answer = Adapters.Open((Domain.Connections.Connection.Router)connection, around);
        Assert.True(answer.TryGet(out var router, out var fault), fault?.Message);
        return router;
    }

    /// <summary>Somebody else overwrites the route.</summary>
    public void Write(string spec) => _sandbox.Routes.Update(Name, JsonNode.Parse(spec)!);

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }
}

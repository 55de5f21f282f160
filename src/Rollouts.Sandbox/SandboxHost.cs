using System.Text.Json.Nodes;
using Rollouts.Sandbox.Admin;
using Rollouts.Sandbox.AppMesh;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Front;
using Rollouts.Sandbox.Load;
using Rollouts.Sandbox.Metrics;
using Rollouts.Sandbox.Serving;
using Rollouts.Sandbox.Shop;

namespace Rollouts.Sandbox;

/// <summary>
/// A pocket mesh in one process: a shop in several versions, a front that shares customers out among them, the APIs
/// by which the front is told how, and somebody who makes load. Everything listens on the loopback.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly Dictionary<string, (IEndpoint Endpoint, Uri Address)> _endpoints = new(StringComparer.Ordinal);
    private readonly MeshEndpoint _appMesh;
    private readonly RouteName _route;

    private SandboxHost(SandboxSettings settings)
    {
        Settings = settings;
        Metrics = new EnvoyMetrics(settings.Mesh);
        Shop = new ShopVersions(settings.Seed, settings.Clock);
        _appMesh = new MeshEndpoint(settings);
        _route = new RouteName(settings.Mesh, settings.VirtualRouter, settings.Route);
    }

    public SandboxSettings Settings { get; }

    /// <summary>The admin API, and the metrics at <c>/metrics</c>.</summary>
    public Uri Admin { get; private set; } = null!;

    /// <summary>Where customers come in.</summary>
    public Uri Front { get; private set; } = null!;

    /// <summary>Where each system of the outside answers, by its name: <c>appMesh</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Endpoints =>
        _endpoints.ToDictionary(pair => pair.Key, pair => pair.Value.Address);

    internal EnvoyMetrics Metrics { get; }

    internal ShopVersions Shop { get; }

    internal LoadMaker Load { get; private set; } = null!;

    internal MeshRoutes Routes => _appMesh.Routes;

    internal IReadOnlyList<NodeWeight> Weights => Routes.WeightsOf(_route);

    public static async Task<SandboxHost> StartAsync(SandboxSettings settings, CancellationToken cancellation = default)
    {
        var sandbox = new SandboxHost(settings);
        try
        {
            await sandbox.StartPartsAsync(cancellation);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Load first, servers after it, in the order opposite to how they were started.
        foreach (var part in Enumerable.Reverse(_parts))
        {
            await part.DisposeAsync();
        }

        _parts.Clear();
    }

    internal IEndpoint? Endpoint(string name) => _endpoints.GetValueOrDefault(name).Endpoint;

    private async Task StartPartsAsync(CancellationToken cancellation)
    {
        _parts.Add(Shop);
        await Shop.TurnAsync(Settings.Stable, new Dial(), cancellation);
        await Shop.TurnAsync(Settings.Candidate, new Dial(), cancellation);
        Routes.Create(_route, Settings.Account, FirstSpec());

        // The list of what is stood in for. A new one is its folder, its port in the settings and its line here.
        await ServeAsync(_appMesh, Settings.AppMeshPort, cancellation);

        var front = new WeightedFront(() => Weights, Shop.Find, Metrics, Settings.Clock);
        _parts.Add(front);
        Front = await ListenAsync(Settings.FrontPort, front.AnswerAsync, cancellation);
        Admin = await ListenAsync(Settings.AdminPort, new AdminApi(this).AnswerAsync, cancellation);
        Load = new LoadMaker(Front, Settings.RequestsPerSecond, Settings.Clock);
        _parts.Add(Load);
    }

    private async Task ServeAsync(IEndpoint endpoint, int port, CancellationToken cancellation) =>
        _endpoints[endpoint.Name] = (endpoint, await ListenAsync(port, endpoint.AnswerAsync, cancellation));

    private async Task<Uri> ListenAsync(
        int port,
        Microsoft.AspNetCore.Http.RequestDelegate answer,
        CancellationToken cancellation
    )
    {
        var server = await LoopbackServer.StartAsync(port, answer, cancellation);
        _parts.Add(server);
        return server.Address;
    }

    // With more than the weights in it, so that it shows when somebody loses what they do not know.
    private JsonObject FirstSpec() =>
        new()
        {
            ["priority"] = 10,
            ["httpRoute"] = new JsonObject
            {
                ["match"] = new JsonObject { ["prefix"] = "/" },
                ["retryPolicy"] = new JsonObject
                {
                    ["maxRetries"] = 0,
                    ["perRetryTimeout"] = new JsonObject { ["unit"] = "ms", ["value"] = 2000 },
                    ["httpRetryEvents"] = new JsonArray("gateway-error"),
                },
                ["timeout"] = new JsonObject
                {
                    ["perRequest"] = new JsonObject { ["unit"] = "s", ["value"] = 15 },
                },
                ["action"] = new JsonObject
                {
                    ["weightedTargets"] = new JsonArray(
                        new JsonObject { ["virtualNode"] = Settings.Stable, ["weight"] = 100 },
                        new JsonObject { ["virtualNode"] = Settings.Candidate, ["weight"] = 0 }
                    ),
                },
            },
        };
}

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
    private readonly IReadOnlyDictionary<string, RouteName> _routes;

    private SandboxHost(SandboxSettings settings)
    {
        Settings = settings;
        Metrics = new EnvoyMetrics(settings.Mesh);
        Shop = new ShopVersions(settings.Seed, settings.Clock);
        _appMesh = new MeshEndpoint(settings);
        _routes = settings.Services.ToDictionary(
            service => service,
            service => new RouteName(settings.Mesh, service, service),
            StringComparer.Ordinal
        );
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

    internal IEnumerable<NodeWeight> Weights => _routes.Values.SelectMany(Routes.WeightsOf);

    /// <summary>The version of a service that has no traffic now; null where all have some.</summary>
    internal string? IdleVersionOf(string service) =>
        _routes.TryGetValue(service, out var route)
            ? Routes.WeightsOf(route).FirstOrDefault(node => node.Weight == 0).Node
            : null;

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
        foreach (var (service, route) in _routes)
        {
            await Shop.TurnAsync(StableOf(service), new Dial(), cancellation);
            await Shop.TurnAsync(CandidateOf(service), new Dial(), cancellation);
            Routes.Create(route, Settings.Account, FirstSpecOf(service));
        }

        // The list of what is stood in for. A new one is its folder, its port in the settings and its line here.
        await ServeAsync(_appMesh, Settings.AppMeshPort, cancellation);

        var fronts = _routes.ToDictionary(
            route => route.Key,
            route => new WeightedFront(() => Routes.WeightsOf(route.Value), Shop.Find, Metrics, Settings.Clock),
            StringComparer.Ordinal
        );
        _parts.AddRange(fronts.Values);
        Front = await ListenAsync(Settings.FrontPort, new FrontDoor(fronts).AnswerAsync, cancellation);
        Admin = await ListenAsync(Settings.AdminPort, new AdminApi(this).AnswerAsync, cancellation);
        Load = new LoadMaker(
            [.. Settings.Services.Select(service => new Uri(Front, service))],
            Settings.RequestsPerSecond,
            Settings.Clock
        );
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

    private static string StableOf(string service) => $"{service}-v1";

    private static string CandidateOf(string service) => $"{service}-v2";

    // With more than the weights in it, so that it shows when somebody loses what they do not know.
    private static JsonObject FirstSpecOf(string service) =>
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
                        new JsonObject { ["virtualNode"] = StableOf(service), ["weight"] = 100 },
                        new JsonObject { ["virtualNode"] = CandidateOf(service), ["weight"] = 0 }
                    ),
                },
            },
        };
}

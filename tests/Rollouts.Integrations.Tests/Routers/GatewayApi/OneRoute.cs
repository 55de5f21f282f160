using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Servers.Kubernetes;

namespace Rollouts.Integrations.Tests.Routers.GatewayApi;

/// <summary>A cluster with one HTTPRoute, a controller that accepts it, and connections as an administrator writes them.</summary>
internal sealed class OneRoute : IAsyncDisposable
{
    public const string Path = "/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/checkout";

    private readonly TempFolder _folder = new();

    private OneRoute(KubernetesServer server) => Server = server;

    public KubernetesServer Server { get; }

    public static async Task<OneRoute> StartAsync()
    {
        var route = new OneRoute(await KubernetesServer.StartAsync());
        route._folder.Write("token", KubernetesServer.Token);
        route._folder.Write("wrong", "another");
        route.Server.Controller = tree => Report(tree, "True", "True");
        route.Server.Put(Path, Json());
        return route;
    }

    public static string Json(int stable = 100, int candidate = 0, int other = 0) =>
        $$"""
            { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
              "metadata": { "name": "checkout", "namespace": "shop", "labels": { "team": "shop" } },
              "spec": {
                "parentRefs": [ { "name": "public", "sectionName": "https" } ],
                "hostnames": [ "shop.example" ],
                "rules": [
                  { "name": "health", "matches": [ { "path": { "type": "Exact", "value": "/healthz" } } ],
                    "backendRefs": [ { "name": "v1", "port": 8080 } ] },
                  { "name": "main", "matches": [ { "path": { "type": "PathPrefix", "value": "/" } } ],
                    "timeouts": { "request": "10s" },
                    "backendRefs": [
                      { "name": "v1", "port": 8080, "weight": {{stable}} },
                      { "name": "v2", "port": 8080, "weight": {{candidate}} },
                      { "name": "v0", "port": 8080, "weight": {{other}} } ] } ] } }
            """;

    /// <summary>The rule in a plan's words.</summary>
    public static Settings Where(string route = "checkout", string key = "rule", string value = "main") =>
        new Settings.Map([
            new Setting("route", new Settings.Text(route)),
            new Setting("namespace", new Settings.Text("shop")),
            new Setting(key, new Settings.Text(value)),
        ]);

    public static RouteArms Arms(Settings? where = null) =>
        new(where ?? Where(), new BackendName("v2"), new BackendName("v1"));

    /// <summary>What a controller reports of the present generation.</summary>
    public static void Report(JsonObject tree, string accepted, string resolved)
    {
        var generation = tree["metadata"]!["generation"]!.GetValue<long>();
        JsonObject Condition(string type, string status) =>
            new()
            {
                ["type"] = type,
                ["status"] = status,
                ["observedGeneration"] = generation,
                ["lastTransitionTime"] = "2026-01-01T00:00:00Z",
                ["reason"] = status == "True" ? type : "Not" + type,
                ["message"] = $"{type} is {status}",
            };
        tree["status"] = new JsonObject
        {
            ["parents"] = new JsonArray(
                new JsonObject
                {
                    ["controllerName"] = "example.com/gateway",
                    ["parentRef"] = tree["spec"]!["parentRefs"]![0]!.DeepClone(),
                    ["conditions"] = new JsonArray(
                        Condition("Accepted", accepted),
                        Condition("ResolvedRefs", resolved)
                    ),
                }
            ),
        };
    }

    public static JsonArray Backends(JsonObject tree) => tree["spec"]!["rules"]![1]!["backendRefs"]!.AsArray();

    public int WeightOf(string backend) => WeightOf(Server[Path], backend);

    public static int WeightOf(JsonObject tree, string backend) =>
        Backends(tree).Single(one => one!["name"]!.GetValue<string>() == backend)!["weight"]!.GetValue<int>();

    public ITrafficRouter Open(string? address = null, string token = "token", string timeout = "5s")
    {
        var connection = Connected.Read(
            $"gatewayApi: {{ address: '{address ?? Server.Address.ToString()}', timeout: {timeout}, "
                + $"token: {{ file: '{_folder[token]}' }} }}"
        );
        var answer = Adapters.Open((Connection.Router)connection, new AdapterContext(TimeProvider.System));
        Assert.True(answer.TryGet(out var router, out var fault), fault?.Message);
        return router;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Front;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>
/// The sandbox's own cluster: one HTTPRoute a service, whose backends are versions of the shop, and a gateway that
/// accepts each change at once.
/// </summary>
internal sealed class SandboxCluster : IEndpoint, IDisposable
{
    private const string Namespace = "shop";

    private readonly TimeProvider _clock;
    private readonly ClusterStore _store;
    private readonly ClusterApi _api;

    public SandboxCluster(SandboxSettings settings)
    {
        _clock = settings.Clock;
        _store = new ClusterStore(settings.Clock) { Controller = Accept };
        _api = new ClusterApi(settings.KubernetesToken, _store, settings.Clock);
    }

    public string Name => "kubernetes";

    public Mishaps Mishaps { get; } = new();

    public void Serve(WebApplication server) => server.Run(AnswerAsync);

    public void Add(string service, string stable, string candidate)
    {
        foreach (var version in new[] { stable, candidate })
        {
            Put(At("apps/v1", "deployments", version), DeploymentOf(version));
        }

        Put(At("gateway.networking.k8s.io/v1", "httproutes", service), RouteOf(service, stable, candidate));
    }

    /// <summary>The rules of a service's route, none if the route was deleted.</summary>
    public FrontTable TableOf(string service) =>
        Route(service) is { } route ? RouteTable.Of(route) : new FrontTable([]);

    /// <summary>The weights of the rule that all requests fall under which no other wants.</summary>
    public IReadOnlyList<NodeWeight> WeightsOf(string service) =>
        Route(service) is { } route ? RouteTable.Of(route).Rules[^1].Weights : [];

    public void Dispose() => _api.Dispose();

    private JsonObject? Route(string service) => _store.Find(At("gateway.networking.k8s.io/v1", "httproutes", service));

    private void Put(ObjectPath path, JsonObject tree) =>
        _store.Change(path, "kubectl", "Update", isDryRun: false, _ => (tree, null));

    private async Task AnswerAsync(HttpContext context)
    {
        await Mishaps.DelayAsync(_clock, context.RequestAborted);
        if (Mishaps.ThrottlesThis())
        {
            _api.Throttle(requests: 1, seconds: 1);
        }

        await (
            Mishaps.FailsThis()
                ? Results
                    .Json(ClusterStatus.Failure(500, "InternalError", "etcd has no leader").Body, statusCode: 500)
                    .ExecuteAsync(context)
                : _api.AnswerAsync(context)
        );
    }

    /// <summary>What the gateway reports of a changed route, and the controller of a changed Deployment.</summary>
    private static void Accept(JsonObject tree)
    {
        var generation = tree["metadata"]!["generation"]!.DeepClone();
        if (tree["kind"]?.ToString() == "Deployment")
        {
            var replicas = tree["spec"]?["replicas"] ?? JsonValue.Create(1);
            tree["status"] = new JsonObject
            {
                ["observedGeneration"] = generation,
                ["replicas"] = replicas.DeepClone(),
                ["updatedReplicas"] = replicas.DeepClone(),
                ["availableReplicas"] = replicas.DeepClone(),
                ["conditions"] = new JsonArray(Condition("Available", generation)),
            };
            return;
        }

        if (tree["spec"]?["parentRefs"] is JsonArray parents)
        {
            tree["status"] = new JsonObject
            {
                ["parents"] = new JsonArray([
                    .. parents.Select(parent => new JsonObject
                    {
                        ["controllerName"] = "sandbox.example/gateway",
                        ["parentRef"] = parent!.DeepClone(),
                        ["conditions"] = new JsonArray(
                            Condition("Accepted", generation),
                            Condition("ResolvedRefs", generation)
                        ),
                    }),
                ]),
            };
        }
    }

    private static JsonObject Condition(string type, JsonNode generation) =>
        new()
        {
            ["type"] = type,
            ["status"] = "True",
            ["reason"] = type,
            ["message"] = "",
            ["observedGeneration"] = generation.DeepClone(),
        };

    private static ObjectPath At(string api, string plural, string name) =>
        ObjectPath.Parse($"/apis/{api}/namespaces/{Namespace}/{plural}/{name}")!;

    private static JsonObject DeploymentOf(string name) =>
        new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace },
            ["spec"] = new JsonObject { ["replicas"] = 2 },
        };

    private static JsonObject RouteOf(string service, string stable, string candidate) =>
        new()
        {
            ["apiVersion"] = "gateway.networking.k8s.io/v1",
            ["kind"] = "HTTPRoute",
            ["metadata"] = new JsonObject { ["name"] = service, ["namespace"] = Namespace },
            ["spec"] = new JsonObject
            {
                ["parentRefs"] = new JsonArray(new JsonObject { ["name"] = "public" }),
                ["rules"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "main",
                        ["backendRefs"] = new JsonArray(Backend(stable, 100), Backend(candidate, 0)),
                    }
                ),
            },
        };

    private static JsonObject Backend(string name, int weight) =>
        new()
        {
            ["name"] = name,
            ["port"] = 8080,
            ["weight"] = weight,
        };
}

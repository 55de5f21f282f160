using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>
/// The Deployment behind a backend, as each router of Kubernetes reads it from the stand-in or from the cluster that the
/// environment names.
/// </summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class DeploymentContractTests
{
    internal static readonly Dictionary<string, RouteKindUnderTest> Kinds = new()
    {
        ["HTTPRoute"] = RouteKinds.HttpRoute,
        ["GRPCRoute"] = RouteKinds.GrpcRoute,
        ["HTTPRoute of Linkerd"] = RouteKinds.LinkerdRoute,
        ["VirtualService by host"] = RouteKinds.VirtualServiceByHost,
        ["VirtualService by subset"] = RouteKinds.VirtualServiceBySubset,
        ["TraefikService"] = RouteKinds.TraefikService,
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    /// <summary>The kinds whose backends have a field for their namespace.</summary>
    public static TheoryData<string> Movable => ["HTTPRoute", "GRPCRoute", "HTTPRoute of Linkerd", "TraefikService"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_available_once_its_controller_says_so(string kind)
    {
        await using var cluster = await OneCluster.ConnectAsync(Kinds[kind]);
        using var router = cluster.Open();

        var missing = Assert.IsType<Answer<string>.Failed>(await LookAsync(router, cluster)).Fault;
        Assert.Equal(FaultKind.NotFound, missing.Kind);

        await PutAsync(cluster, "shop", status: null);
        Assert.Contains("has not acted on its last change", await LackAsync(router, cluster), StringComparison.Ordinal);

        await PutAsync(cluster, "shop", Status(available: 1));
        Assert.Contains("are available", await LackAsync(router, cluster), StringComparison.Ordinal);

        await PutAsync(cluster, "shop", Status(available: 2));
        Assert.Equal("", await LackAsync(router, cluster));
    }

    [Theory]
    [MemberData(nameof(Movable))]
    public async Task Is_looked_for_where_the_route_has_its_backends(string kind)
    {
        await using var cluster = await OneCluster.ConnectAsync(Kinds[kind]);
        await MoveAsync(cluster, Kinds[kind], "backends");
        using var router = cluster.Open();
        await PutAsync(cluster, "backends", Status(available: 2));

        Assert.Equal("", await LackAsync(router, cluster));
        // One that will be added will be where the stable one is.
        Assert.Equal("", await LackAsync(router, cluster, "v3"));
    }

    private static async Task MoveAsync(OneCluster cluster, RouteKindUnderTest kind, string to)
    {
        var tree = JsonNode.Parse(kind.Json(100, 0, 0))!.AsObject();
        foreach (var backend in kind.Backends(tree))
        {
            backend!["namespace"] = to;
        }

        await cluster.PutAsync(kind.Path, tree, status: null);
    }

    private static async Task<string> LackAsync(ITrafficRouter router, OneCluster cluster, string candidate = "v2") =>
        Assert.IsType<Answer<string>.Got>(await LookAsync(router, cluster, candidate)).Value;

    private static Task<Answer<string>> LookAsync(ITrafficRouter router, OneCluster cluster, string candidate = "v2") =>
        ((IDeploymentReader)router).LackAsync(cluster.Arms(candidate: candidate), "checkout-v2", default);

    private static Task PutAsync(OneCluster cluster, string home, JsonObject? status) =>
        cluster.PutAsync(
            $"/apis/apps/v1/namespaces/{home}/deployments/checkout-v2",
            JsonNode
                .Parse(
                    $$"""
                    { "apiVersion": "apps/v1", "kind": "Deployment",
                      "metadata": { "name": "checkout-v2", "namespace": "{{home}}" },
                      "spec": { "replicas": 2, "selector": { "matchLabels": { "app": "checkout" } },
                        "template": { "metadata": { "labels": { "app": "checkout" } },
                          "spec": { "containers": [ { "name": "checkout", "image": "checkout:2" } ] } } } }
                    """
                )!
                .AsObject(),
            status
        );

    private static JsonObject Status(int available) =>
        JsonNode
            .Parse(
                $$"""
                { "observedGeneration": 1, "replicas": 2, "updatedReplicas": 2, "readyReplicas": {{available}},
                  "availableReplicas": {{available}},
                  "conditions": [ { "type": "Available", "status": "{{(available == 2 ? "True" : "False")}}" } ] }
                """
            )!
            .AsObject();
}

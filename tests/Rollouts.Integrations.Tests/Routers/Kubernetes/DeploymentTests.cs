using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Routers.Istio;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>Whether the Deployment behind a backend is available, as each router of Kubernetes reads it.</summary>
public sealed class DeploymentTests
{
    private const string Path = "/apis/apps/v1/namespaces/shop/deployments/checkout-v2";

    private const string Available =
        """{ "type": "Available", "status": "True", "reason": "MinimumReplicasAvailable" }""";

    private static readonly string[] Kinds = ["gatewayApi", "istio", "linkerd", "traefik"];

    public static TheoryData<string> Routers => [.. Kinds];

    /// <summary>The specification, the status, and what is said of them.</summary>
    public static TheoryData<string, string, string> States =>
        new()
        {
            { Spec(3), Status(3, 3, 3, Available), "" },
            // A Deployment without 'replicas' asks for one.
            { "{ }", Status(1, 1, 1, Available), "" },
            { Spec(0), Status(0, 0, 0, Available), "Deployment shop/checkout-v2 is scaled to 0" },
            { """{ "replicas": "three" }""", Status(3, 3, 3, Available), "is scaled to 0" },
            { Spec(3), Status(3, 3, 3, Available, observed: 0), "has not acted on its last change yet" },
            { Spec(3), "{ }", "has not acted on its last change yet" },
            { Spec(3), """{ "observedGeneration": "1" }""", "has not acted on its last change yet" },
            {
                Spec(3),
                Status(3, 1, 3, Available),
                "not all of the 3 replicas of Deployment shop/checkout-v2 are of its last"
            },
            { Spec(3), Status(4, 3, 4, Available), "from before its last change still run" },
            {
                Spec(3),
                Status(3, 3, 2, Available),
                "not all of the 3 replicas of Deployment shop/checkout-v2 are available"
            },
            { Spec(3), Status(3, 3, 3, ""), "does not say that it is available" },
            {
                Spec(3),
                Status(
                    3,
                    3,
                    3,
                    """{ "type": "Available", "status": "False", "reason": "MinimumReplicasUnavailable" }"""
                ),
                "is not available: 'MinimumReplicasUnavailable'"
            },
            { Spec(3), Status(3, 3, 3, """{ "type": "Available", "status": "Unknown" }"""), "is not available" },
            {
                Spec(3),
                Status(
                    3,
                    1,
                    3,
                    Available
                        + """, { "type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded" }"""
                ),
                "does not progress: 'ProgressDeadlineExceeded'"
            },
        };

    [Theory]
    [MemberData(nameof(States))]
    public async Task Says_what_a_Deployment_lacks(string spec, string status, string lack)
    {
        await using var cluster = await ClusterAsync("istio");
        Put(cluster, spec, status);
        using var router = cluster.Open();

        var said = Assert.IsType<Answer<string>.Got>(await LookAsync(router, cluster)).Value;

        Assert.True(lack.Length == 0 ? said.Length == 0 : said.Contains(lack, StringComparison.Ordinal), said);
    }

    [Theory]
    [MemberData(nameof(Routers))]
    public async Task A_Deployment_that_is_missing_is_a_fault(string kind)
    {
        await using var cluster = await ClusterAsync(kind);
        using var router = cluster.Open();

        var fault = Assert.IsType<Answer<string>.Failed>(await LookAsync(router, cluster)).Fault;

        Assert.Equal(FaultKind.NotFound, fault.Kind);
        Assert.Contains("Deployment shop/checkout-v2", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Routers))]
    public async Task A_Deployment_that_may_not_be_read_is_a_fault_that_says_so(string kind)
    {
        await using var cluster = await ClusterAsync(kind);
        Put(cluster, Spec(1), Status(1, 1, 1, Available));
        cluster.Server.Allows = (_, plural) => plural != "deployments";
        using var router = cluster.Open();

        var fault = Assert.IsType<Answer<string>.Failed>(await LookAsync(router, cluster)).Fault;

        Assert.Equal(FaultKind.Denied, fault.Kind);
        Assert.Contains("cannot get resource \"deployments\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Deployment_that_is_being_deleted_is_not_available()
    {
        await using var cluster = await ClusterAsync("istio");
        Put(cluster, Spec(1), Status(1, 1, 1, Available));
        cluster.Server.Change(Path, tree => tree["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z");
        using var router = cluster.Open();

        var said = Assert.IsType<Answer<string>.Got>(await LookAsync(router, cluster)).Value;

        Assert.Equal("Deployment shop/checkout-v2 is being deleted", said);
    }

    [Fact]
    public async Task Only_reads()
    {
        await using var cluster = await ClusterAsync("istio");
        Put(cluster, Spec(1), Status(1, 1, 1, Available));
        var before = cluster.Server.Requests.Count;
        using var router = cluster.Open();

        await LookAsync(router, cluster);

        Assert.Equal(
            ["GET " + RouteKinds.VirtualServiceByHost.Path, "GET " + Path],
            cluster.Server.Requests.Skip(before)
        );
    }

    [Fact]
    public async Task A_host_in_full_says_where_its_Deployment_is()
    {
        await using var cluster = await ClusterAsync("istio");
        cluster.Server.Change(
            RouteKinds.VirtualServiceByHost.Path,
            tree =>
                RouteKinds.VirtualServiceByHost.Backends(tree)[1]!["destination"]!["host"] =
                    "v2.backends.svc.cluster.local"
        );
        using var router = cluster.Open();
        var arms = cluster.Arms(candidate: "v2.backends.svc.cluster.local");

        var answer = await ((IDeploymentReader)router).LackAsync(arms, "checkout-v2", default);

        Assert.Contains(
            "Deployment backends/checkout-v2",
            Assert.IsType<Answer<string>.Failed>(answer).Fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_can_be_no_namespace_is_never_part_of_a_path()
    {
        await using var cluster = await ClusterAsync("traefik");
        cluster.Server.Change(
            RouteKinds.TraefikService.Path,
            tree => RouteKinds.TraefikService.Backends(tree)[1]!["namespace"] = "../../../api/v1/secrets"
        );
        using var router = cluster.Open();

        var fault = Assert.IsType<Answer<string>.Failed>(await LookAsync(router, cluster)).Fault;

        Assert.Equal(FaultKind.Unusable, fault.Kind);
        Assert.Contains("names namespace", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkout", null)]
    [InlineData("checkout.shop", "shop")]
    [InlineData("checkout.shop.svc", "shop")]
    [InlineData("checkout.shop.svc.cluster.local", "shop")]
    [InlineData("checkout.shop.svc.other.domain", "shop")]
    [InlineData("api.example.com", null)]
    public void A_host_of_Istio_names_its_namespace_or_none(string host, string? named) =>
        Assert.Equal(named, IstioHosts.NamespaceOf(host));

    private static Task<OneCluster> ClusterAsync(string router) =>
        OneCluster.StartAsync(
            router switch
            {
                "gatewayApi" => RouteKinds.HttpRoute,
                "linkerd" => RouteKinds.LinkerdRoute,
                "traefik" => RouteKinds.TraefikService,
                _ => RouteKinds.VirtualServiceByHost,
            }
        );

    private static Task<Answer<string>> LookAsync(ITrafficRouter router, OneCluster cluster) =>
        ((IDeploymentReader)router).LackAsync(cluster.Arms(), "checkout-v2", default);

    private static void Put(OneCluster cluster, string spec, string status)
    {
        // The controller of routes has no say in a Deployment.
        cluster.Server.Controller = static _ => { };
        cluster.Server.Put(
            Path,
            $$"""
            { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "checkout-v2", "namespace": "shop" },
              "spec": {{spec}}, "status": {{status}} }
            """
        );
    }

    private static string Spec(int replicas) => $$"""{ "replicas": {{replicas}} }""";

    private static string Status(int all, int updated, int available, string conditions, int observed = 1) =>
        $$"""
            { "observedGeneration": {{observed}}, "replicas": {{all}}, "updatedReplicas": {{updated}},
              "availableReplicas": {{available}}, "conditions": [ {{conditions}} ] }
            """;
}

using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>Every object that is written fits the published models, weights, rules, mirrors and subsets alike.</summary>
public sealed class WrittenObjectTests
{
    private static readonly ValueList<RequestMatch> Matches =
    [
        RequestMatch.Header("x-team", "shop"),
        new([
            new RequestCondition(RequestPart.Header, "x-version", TextMatch.Prefix, "2."),
            new RequestCondition(RequestPart.Cookie, "beta", TextMatch.Regex, "on|yes"),
            new RequestCondition(RequestPart.Path, Name: null, TextMatch.Prefix, "/v2"),
            new RequestCondition(RequestPart.Method, Name: null, TextMatch.Exact, "POST"),
        ]),
    ];

    [Fact]
    public async Task An_HTTPRoute_fits() => await JudgeAsync(RouteKinds.HttpRoute, "gateway-api.mjs", Matches);

    [Fact]
    public async Task A_GRPCRoute_fits() => await JudgeAsync(RouteKinds.GrpcRoute, "gateway-api.mjs", [Matches[0]]);

    [Fact]
    public async Task A_VirtualService_with_hosts_fits() =>
        await JudgeAsync(RouteKinds.VirtualServiceByHost, "istio.mjs", Matches);

    [Fact]
    public async Task A_VirtualService_with_subsets_and_its_DestinationRule_fit()
    {
        var written = await JudgeAsync(RouteKinds.VirtualServiceBySubset, "istio.mjs", Matches);

        var subsets = written
            .Where(tree => tree["kind"]!.ToString() == "DestinationRule")
            .Select(tree => tree["spec"]!["subsets"]!.AsArray());
        Assert.Contains(
            subsets,
            list =>
                list.Any(one =>
                    one!.ToJsonString()
                    == """{"labels":{"tier":"web","version":"v3"},"name":"v3","trafficPolicy":{"loadBalancer":{"simple":"LEAST_REQUEST"}}}"""
                )
        );
        Assert.DoesNotContain(subsets.Last(), one => one!["name"]!.ToString() == "v1");
    }

    [Fact]
    public async Task Routes_and_mirrors_leave_nothing_behind()
    {
        foreach (
            var kind in new[]
            {
                RouteKinds.HttpRoute,
                RouteKinds.VirtualServiceByHost,
                RouteKinds.VirtualServiceBySubset,
            }
        )
        {
            await using var cluster = await OneCluster.StartAsync(kind);
            using var router = cluster.Open();
            var before = cluster.Object["spec"]!.ToJsonString();

            Assert.Null(await router.WriteAsync(cluster.Arms(), Everything(Matches), default));
            Assert.NotEqual(before, cluster.Object["spec"]!.ToJsonString());
            Assert.Null(await router.WriteAsync(cluster.Arms(), Traffic.None, default));

            Assert.Equal(before, cluster.Object["spec"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_mirror_of_others_stays_and_is_named()
    {
        var kind = RouteKinds.VirtualServiceByHost;
        await using var cluster = await OneCluster.StartAsync(kind);
        cluster.Server.Change(
            kind.Path,
            tree => tree["spec"]!["http"]![1]!["mirror"] = new JsonObject { ["host"] = "audit" }
        );
        using var router = cluster.Open();

        var fault = await router.WriteAsync(cluster.Arms(), Everything([]), default);

        Assert.Contains("mirrors requests elsewhere", fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_would_drop_a_part_is_not_written_to()
    {
        var kind = RouteKinds.GrpcRoute;
        await using var cluster = await OneCluster.StartAsync(kind);
        cluster.Server.Prune = tree =>
        {
            foreach (var rule in tree["spec"]!["rules"]!.AsArray())
            {
                rule!.AsObject().Remove("name");
            }
        };
        using var router = cluster.Open();
        var before = cluster.Object.ToJsonString();

        var fault = await router.WriteAsync(
            cluster.Arms(),
            new Traffic(Weight.Zero, [Matches[0]], Weight.Zero),
            default
        );

        Assert.Contains("Nothing was written", fault?.Message, StringComparison.Ordinal);
        Assert.Equal(before, cluster.Object.ToJsonString());
    }

    private static Traffic Everything(ValueList<RequestMatch> matches) =>
        new(Weight.Percent(5), matches, new Weight(50));

    private static async Task<IReadOnlyList<JsonObject>> JudgeAsync(
        RouteKindUnderTest kind,
        string judge,
        ValueList<RequestMatch> matches
    )
    {
        await using var cluster = await OneCluster.StartAsync(kind);
        using var router = cluster.Open();
        List<JsonObject> written = [];
        var added = cluster.Arms(candidate: "v3");
        foreach (
            var change in new Func<Task<Integrations.Outside.Fault?>>[]
            {
                () => router.WriteAsync(cluster.Arms(), Everything(matches), default),
                () => router.WriteAsync(cluster.Arms(), Traffic.None, default),
                () => router.AddCandidateAsync(added, default),
                () => router.WriteAsync(added, Everything(matches), default),
                () => router.WriteAsync(added, Traffic.All, default),
                () => router.RemoveStableAsync(added, default),
            }
        )
        {
            var fault = await change();
            Assert.True(fault is null, fault?.Message);
            written.Add(cluster.Object);
            written.AddRange(kind.Others.Keys.Select(path => cluster.Server[path]));
        }

        var said = await NodeClient.RunAsync(judge, written.Select(tree => tree.ToJsonString()));

        Assert.Equal(written.Select(_ => "valid: true"), said);
        return written;
    }
}

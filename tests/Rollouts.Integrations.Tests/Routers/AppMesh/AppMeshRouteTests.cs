using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Sandbox.AppMesh;
using Rollouts.Sandbox.Endpoints;

namespace Rollouts.Integrations.Tests.Routers.AppMesh;

/// <summary>What is particular to App Mesh: whole routes overwritten, no version to compare, whole percents.</summary>
public sealed class AppMeshRouteTests
{
    [Theory]
    [InlineData("httpRoute", """ "match": { "prefix": "/", "headers": [ { "name": "x", "invert": true } ] },""")]
    [InlineData("http2Route", """ "match": { "path": { "regex": "/a.*" } }, "timeout": { "idle": null },""")]
    [InlineData("grpcRoute", """ "match": { "serviceName": "pay.v1.Pay", "metadata": [] },""")]
    [InlineData("tcpRoute", """ "timeout": { "idle": { "unit": "s", "value": 1.50 } },""")]
    public async Task Everything_but_two_weights_goes_back_as_it_came(string kind, string match)
    {
        string Spec(int stable, int candidate) =>
            $$"""
                { "newerThanUs": { "a": [1e3, "é", null] }, "priority": 7, "{{kind}}": { {{match}}
                  "retryPolicy": { "maxRetries": 2 }, "action": { "mode": "x", "weightedTargets": [
                    { "virtualNode": "v1", "weight": {{stable}}, "port": 8080, "subset": "s" },
                    { "weight": {{candidate}}, "virtualNode": "v2" },
                    { "virtualNode": "v0", "weight": 0 } ] } } }
                """;
        await using var mesh = await OneMesh.StartAsync(Spec(100, 0));
        using var router = mesh.Open();

        Assert.Null(await router.WriteAsync(OneMesh.Arms(), new(Weight.Percent(7), [], Weight.Zero), default));

        Assert.Equal(JsonNode.Parse(Spec(93, 7))!.ToJsonString(), mesh.Shown.Spec.ToJsonString());
        Assert.Equal(2, mesh.Shown.Version);
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again()
    {
        await using var mesh = await OneMesh.StartAsync();
        using var router = mesh.Open();

        Assert.Null(await router.WriteAsync(OneMesh.Arms(), Traffic.None, default));

        Assert.Equal(1, mesh.Shown.Version);
    }

    [Fact]
    public async Task A_third_node_cannot_stand_in_the_way_back()
    {
        await using var mesh = await OneMesh.StartAsync(OneMesh.Http(20, 20, 60));
        using var router = mesh.Open();

        Assert.Null(await router.WriteAsync(OneMesh.Arms(), Traffic.None, default));

        Assert.Equal([("v1", 40), ("v2", 0), ("v0", 60)], RouteRules.Targets(mesh.Shown.Spec));
    }

    [Fact]
    public async Task A_candidate_is_put_on_the_route_as_the_old_one_is_and_the_old_one_taken_off()
    {
        await using var mesh = await OneMesh.StartAsync();
        using var router = mesh.Open();
        var next = OneMesh.Arms() with { Candidate = new BackendName("v3") };

        Assert.Null(await router.AddCandidateAsync(next, default));
        Assert.Null(await router.AddCandidateAsync(next, default));
        Assert.Equal(FaultKind.Refused, (await router.RemoveStableAsync(next, default))?.Kind);
        Assert.Null(await router.WriteAsync(next, Traffic.All, default));
        Assert.Null(await router.RemoveStableAsync(next, default));
        Assert.Null(await router.RemoveStableAsync(next, default));

        Assert.Equal([("v2", 0), ("v0", 0), ("v3", 100)], RouteRules.Targets(mesh.Shown.Spec));
        Assert.Equal(8080, (int?)mesh.Shown.Spec["httpRoute"]!["action"]!["weightedTargets"]![2]!["port"]);
        Assert.Equal(4, mesh.Shown.Version);
        Assert.True((await router.ReadAsync(next, default)).TryGet(out var seen, out _));
        Assert.Equal(ObservedTraffic.Of(Traffic.All), seen);
    }

    [Fact]
    public async Task Somebody_who_writes_in_between_is_noticed()
    {
        await using var mesh = await OneMesh.StartAsync();
        using var router = mesh.Open();
        mesh.Write(OneMesh.Http(100, 0));

        // A read that lags behind is how it looks when somebody wrote after it.
        mesh.Mishaps.Plan = new MishapPlan(Stale: true);
        await router.WriteAsync(OneMesh.Arms(), new(Weight.Percent(5), [], Weight.Zero), default);

        Assert.Contains("another writer changed route 'main'", Assert.Single(mesh.Remarks), StringComparison.Ordinal);
        mesh.Mishaps.Plan = new MishapPlan();
        Assert.Equal([("v1", 95), ("v2", 5), ("v0", 0)], RouteRules.Targets(mesh.Shown.Spec));
    }

    [Fact]
    public async Task A_shared_mesh_is_asked_for_by_its_owner()
    {
        await using var mesh = await OneMesh.StartAsync();
        using var router = mesh.Open();

        var own = await router.ReadAsync(OneMesh.Arms(OneMesh.Where(meshOwner: "123456789012")), default);
        var foreign = await router.ReadAsync(OneMesh.Arms(OneMesh.Where(meshOwner: "210987654321")), default);

        Assert.True(own.TryGet(out _, out _));
        Assert.False(foreign.TryGet(out _, out var fault));
        Assert.Equal(FaultKind.Denied, fault.Kind);
    }

    [Theory]
    [InlineData(1, 0, FaultKind.Throttled)]
    [InlineData(0, 1, FaultKind.Broken)]
    public async Task Patience_and_failure_may_pass(double throttled, double failing, FaultKind kind)
    {
        await using var mesh = await OneMesh.StartAsync();
        using var router = mesh.Open();
        mesh.Mishaps.Plan = new MishapPlan(Throttled: throttled, Failing: failing);

        var fault = await router.WriteAsync(OneMesh.Arms(), Traffic.All, default);

        Assert.Equal((kind, true), (fault!.Kind, fault.MayPass));
        mesh.Mishaps.Plan = new MishapPlan();
        Assert.Null(await router.WriteAsync(OneMesh.Arms(), Traffic.All, default));
    }

    [Theory]
    [InlineData("""{ "httpRoute": { "action": { } } }""")]
    [InlineData("""{ "httpRoute": { "action": { "weightedTargets": [ { "virtualNode": "v1" } ] } } }""")]
    [InlineData("""{ "priority": 5 }""")]
    [InlineData(
        """
            { "httpRoute": { "action": { "weightedTargets": [ { "virtualNode": "v1", "weight": 50, "port": 1 },
              { "virtualNode": "v1", "weight": 50, "port": 2 }, { "virtualNode": "v2", "weight": 0 } ] } } }
            """
    )]
    public async Task A_route_that_cannot_be_told_is_left_alone(string spec)
    {
        await using var mesh = await OneMesh.StartAsync(spec);
        using var router = mesh.Open();

        var read = await router.ReadAsync(OneMesh.Arms(), default);
        var fault = await router.WriteAsync(OneMesh.Arms(), Traffic.None, default);

        Assert.Equal(FaultKind.Unusable, Assert.IsType<Answer<ObservedTraffic>.Failed>(read).Fault.Kind);
        Assert.Equal(FaultKind.Unusable, fault?.Kind);
        Assert.Equal(1, mesh.Shown.Version);
    }
}

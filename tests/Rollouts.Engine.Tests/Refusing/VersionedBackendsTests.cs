using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Sandbox.Kong;

namespace Rollouts.Engine.Tests.Refusing;

/// <summary>
/// rolled-back versioned backends stayed on the route, and App Mesh was
/// full after nine of them.
/// </summary>
public sealed class VersionedBackendsTests
{
    private const string Steps = "{ shift: 10% }, { approve: { from: [ops] } }, { shift: 100% }, { bake: 0s }";
    private const string MeshRoute = "appMesh: { mesh: demo, virtualRouter: shop, route: shop }";
    private const string KongRoute = "kong: { upstream: shop }";

    [Fact]
    public async Task App_Mesh_keeps_working_after_more_than_nine_rolled_back_versions()
    {
        await using var mesh = await MeshAsync("n-0", "by-hand");
        await using var release = await Release.WithAsync(mesh.AppMeshConnection);

        for (var version = 1; version <= 11; version++)
        {
            await ThereAndBackAsync(release, MeshRoute, "n-{version}", $"{version}", stable: "n-0");
        }

        Assert.Equal(["by-hand", "n-0", "n-11"], NodesOf(mesh));
    }

    [Fact]
    public async Task Kong_keeps_no_targets_of_rolled_back_versions()
    {
        await using var kong = await GuardedServer.OfKongAsync();
        kong.Kong.AddUpstream("shop", ("n-0:80", 100), ("by-hand:80", 0));
        await using var release = await Release.WithAsync(kong.KongConnection);

        for (var version = 1; version <= 11; version++)
        {
            await ThereAndBackAsync(release, KongRoute, "n-{version}:80", $"{version}", stable: "n-0:80");
        }

        Assert.Null(KongGateway.Target(kong.Kong.Upstream("shop")!, "n-10:80"));
        Assert.NotNull(KongGateway.Target(kong.Kong.Upstream("shop")!, "n-11:80"));
        Assert.NotNull(KongGateway.Target(kong.Kong.Upstream("shop")!, "by-hand:80"));
    }

    [Fact]
    public async Task A_candidate_that_was_taken_back_is_removed_when_it_was_at_0_for_keepCandidate()
    {
        await using var mesh = await MeshAsync("n-0");
        await using var release = await Release.WithAsync(mesh.AppMeshConnection);

        var id = await ThereAndBackAsync(release, MeshRoute, "n-{version}", "1", "n-0", "keepCandidate: 2s");

        await Eventually.IsAsync(() => NodesOf(mesh) is ["n-0"], "the removal", TimeSpan.FromSeconds(30));
        await Eventually.IsAsync(
            async () => (await release.ServiceAsync(id)).Added.IsEmpty,
            "the record of it",
            TimeSpan.FromSeconds(30)
        );
    }

    [Fact]
    public async Task A_candidate_that_somebody_else_added_is_never_removed()
    {
        await using var mesh = await MeshAsync("n-0", "n-1");
        await using var release = await Release.WithAsync(mesh.AppMeshConnection);

        var id = await ThereAndBackAsync(release, MeshRoute, "n-{version}", "1", "n-0", "keepCandidate: 1s");
        await ThereAndBackAsync(release, MeshRoute, "n-{version}", "2", "n-0");

        Assert.Equal(["n-0", "n-1", "n-2"], NodesOf(mesh));
        Assert.Equal(["n-2"], (await release.ServiceAsync(id)).Added.Select(added => added.Backend.Value));
    }

    [Fact]
    public async Task A_candidate_whose_addition_was_refused_is_not_ours_when_somebody_adds_it()
    {
        await using var mesh = await MeshAsync("n-0");
        mesh.RefusesWrites = true;
        await using var release = await Release.WithAsync(mesh.AppMeshConnection);
        var id = await release.OpenAsync("1", MeshRoute, "versioned: 'n-{version}', keepCandidate: 1s", Steps, "n-0");
        await Eventually.IsAsync(
            async () => (await release.ServiceAsync(id)).Added is [{ IsOurs: false }],
            "the refusal",
            TimeSpan.FromSeconds(30)
        );

        var state = await release.UntilAsync(id, one => one.Targets[0].WriteFailure is not null, "its record");
        Assert.IsType<Status.Queued>(state.Status);
        Assert.Equal(RouterFailureKind.Denied, state.Targets[0].WriteFailure?.Kind);
        mesh.AppMesh.Routes.Update(GuardedServer.Route, SpecOf("n-0", "n-1"));
        await BackAsync(release, id);

        Assert.Empty((await release.ServiceAsync(id)).Added);
    }

    private static async Task<RolloutId> ThereAndBackAsync(
        Release release,
        string route,
        string template,
        string version,
        string stable,
        string keep = "keepCandidate: 10m"
    )
    {
        var id = await release.OpenAsync(version, route, $"versioned: '{template}', {keep}", Steps, stable);
        await release.UntilAsync(
            id,
            state => state.Targets[0].Observed?.Traffic.Candidate == Weight.Percent(10),
            $"version {version} to get traffic"
        );
        await BackAsync(release, id);
        return id;
    }

    private static async Task BackAsync(Release release, RolloutId id)
    {
        await release.CommandAsync(id, new Command.RollBack($"back-{id}", Actor.Person("alice"), "a test"));
        await release.UntilAsync(id, state => state.IsFinal, "the way back");
    }

    private static async Task<GuardedServer> MeshAsync(params string[] nodes)
    {
        var mesh = await GuardedServer.OfAppMeshAsync();
        mesh.AppMesh.Routes.Create(GuardedServer.Route, "123456789012", SpecOf(nodes));
        return mesh;
    }

    /// <summary>A route whose first node has all traffic.</summary>
    private static JsonNode SpecOf(params string[] nodes) =>
        JsonNode.Parse(
            $$"""
            { "httpRoute": { "match": { "prefix": "/" }, "action": { "weightedTargets": [
                {{string.Join(
                ',',
                nodes.Select((node, i) => $$"""{ "virtualNode": "{{node}}", "weight": {{(i == 0 ? 100 : 0)}} }""")
            )}} ] } } }
            """
        )!;

    private static string[] NodesOf(GuardedServer mesh) =>
        [.. mesh.AppMesh.Routes.WeightsOf(GuardedServer.Route).Select(node => node.Node).Order(StringComparer.Ordinal)];
}

using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Servers;

namespace Rollouts.Engine.Tests.Refusing;

/// <summary>
/// A router that can be read and refuses writes made one rollout write
/// seven records a second, also while it was paused.
/// </summary>
public sealed class RefusedWriteTests
{
    private const string Steps = "{ shift: 50% }, { approve: { from: [ops] } }, { shift: 100% }, { bake: 0s }";

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_HAProxy_socket_of_level_operator_makes_one_record()
    {
        await using var proxy = await HAProxyServer.StartAsync();
        await using var release = await Release.WithAsync($"{{ haproxy: {{ socket: '{proxy.OperatorSocket}' }} }}");

        await RefusedOnceAsync(release, "haproxy: { proxy: be_checkout }", "slots: [v1, v2]");
    }

    [Fact]
    public async Task A_Kong_whose_RBAC_refuses_updates_makes_one_record()
    {
        await using var kong = await GuardedServer.OfKongAsync();
        kong.Kong.AddUpstream("shop", ("v1:80", 100), ("v2:80", 0));
        kong.RefusesWrites = true;
        await using var release = await Release.WithAsync(kong.KongConnection);

        await RefusedOnceAsync(release, "kong: { upstream: shop }", "slots: ['v1:80', 'v2:80']");
        Assert.InRange(kong.RefusedWrites, 2, 30);
    }

    [Fact]
    public async Task An_App_Mesh_whose_policy_lacks_UpdateRoute_makes_one_record()
    {
        await using var mesh = await GuardedServer.OfAppMeshAsync();
        mesh.AppMesh.Routes.Create(
            GuardedServer.Route,
            "123456789012",
            JsonNode.Parse(
                """
                { "httpRoute": { "match": { "prefix": "/" }, "action": { "weightedTargets": [
                    { "virtualNode": "v1", "weight": 100 }, { "virtualNode": "v2", "weight": 0 } ] } } }
                """
            )!
        );
        mesh.RefusesWrites = true;
        await using var release = await Release.WithAsync(mesh.AppMeshConnection);

        await RefusedOnceAsync(release, "appMesh: { mesh: demo, virtualRouter: shop, route: shop }", "slots: [v1, v2]");
        Assert.InRange(mesh.RefusedWrites, 2, 30);
    }

    private static async Task RefusedOnceAsync(Release release, string route, string backends)
    {
        var id = await release.OpenAsync("2.0.0", route, backends, Steps);
        var state = await release.UntilAsync(id, one => one.Targets[0].WriteFailure is not null, "the refused write");

        await Task.Delay(Watched);
        await release.CommandAsync(
            id,
            new Command.Pause("pause", Actor.Person("alice"), "look at the permissions", state.Position)
        );
        await Task.Delay(Watched);

        var events = await release.EventsAsync(id);
        var lost = events.OfType<RolloutEvent.RouterLost>().ToList();
        var refused = lost.Where(one => (one.Direction, one.Kind) == (RouterDirection.Write, RouterFailureKind.Denied));
        // On a busy machine a call may time out in between, and the refusal after it is news.
        Assert.InRange(refused.Count(), 1, 1 + lost.Count(one => one.Kind == RouterFailureKind.TimedOut));
        Assert.DoesNotContain(
            events.OfType<RolloutEvent.RouterFound>(),
            found => found.Direction == RouterDirection.Write
        );
    }
}

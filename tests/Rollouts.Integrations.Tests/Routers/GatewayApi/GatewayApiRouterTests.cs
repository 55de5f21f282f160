using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Servers.Kubernetes;

namespace Rollouts.Integrations.Tests.Routers.GatewayApi;

/// <summary>What is special about objects of Kubernetes.</summary>
public sealed class GatewayApiRouterTests : IAsyncLifetime
{
    private static readonly Traffic Quarter = new(Weight.Percent(25), [], Weight.Zero);

    private OneRoute _route = null!;

    private KubernetesServer Server => _route.Server;

    public async Task InitializeAsync() => _route = await OneRoute.StartAsync();

    public async Task DisposeAsync() => await _route.DisposeAsync();

    [Fact]
    public async Task Only_the_weights_change_and_under_our_name()
    {
        var before = Server[OneRoute.Path];

        Assert.Null(await WriteAsync());

        var after = Server[OneRoute.Path];
        Assert.Equal(3 * OneRoute.WeightOf(after, "v2"), OneRoute.WeightOf(after, "v1"));
        Assert.Equal(["rollouts"], Server.Managers);
        foreach (var tree in new[] { before, after })
        {
            tree.Remove("status");
            foreach (var backend in OneRoute.Backends(tree))
            {
                backend!.AsObject().Remove("weight");
            }

            tree["metadata"]!.AsObject().Remove("resourceVersion");
            tree["metadata"]!.AsObject().Remove("generation");
            tree["metadata"]!.AsObject().Remove("managedFields");
        }

        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
    }

    [Fact]
    public async Task A_change_that_is_there_already_is_not_written_again()
    {
        Assert.Null(await WriteAsync());
        var writes = Server.Managers.Count;

        Assert.Null(await WriteAsync());

        Assert.Equal(writes, Server.Managers.Count);
    }

    [Fact]
    public async Task Another_writer_who_was_quicker_keeps_what_they_wrote()
    {
        var left = 2;
        Server.BeforeChange = () =>
        {
            if (left-- > 0)
            {
                Server.Change(OneRoute.Path, tree => tree["spec"]!["hostnames"]!.AsArray().Add($"{left}.example"));
            }
        };

        Assert.Null(await WriteAsync());

        Assert.Equal(3, Server[OneRoute.Path]["spec"]!["hostnames"]!.AsArray().Count);
        Assert.NotEqual(0, _route.WeightOf("v2"));
    }

    [Fact]
    public async Task Writers_who_are_always_quicker_are_told()
    {
        Server.BeforeChange = () =>
            Server.Change(OneRoute.Path, tree => tree["spec"]!["hostnames"]!.AsArray().Add("more.example"));

        var fault = await WriteAsync();

        Assert.Equal(FaultKind.Throttled, fault?.Kind);
        Assert.Contains("HTTPRoute shop/checkout was changed by others", fault!.Message, StringComparison.Ordinal);
        Assert.EndsWith("(also written by 'argocd-controller')", fault.Message.Split(';')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_counts_when_the_controller_has_accepted_it()
    {
        Server.Controller = static _ => { };
        using var router = _route.Open();
        var writing = router.WriteAsync(OneRoute.Arms(), Quarter, default);
        await Eventually.IsAsync(() => Server.Managers.Count == 1, "the change is written");
        await Task.Delay(200);
        Assert.False(writing.IsCompleted);

        Server.Change(OneRoute.Path, tree => OneRoute.Report(tree, "True", "True"));

        Assert.Null(await writing);
    }

    [Fact]
    public async Task A_controller_that_never_answers_is_named()
    {
        Server.Controller = static _ => { };

        // Long enough for a busy machine to come as far as the wait.
        var fault = await WriteAsync("10s");

        Assert.Equal(FaultKind.TimedOut, fault?.Kind);
        Assert.Contains("parent 'public' has not reported Accepted", fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("False", "True", "Accepted")]
    [InlineData("True", "False", "ResolvedRefs")]
    public async Task What_a_parent_refuses_is_refused(string accepted, string resolved, string condition)
    {
        Server.Controller = tree => OneRoute.Report(tree, accepted, resolved);

        var fault = await WriteAsync();

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains($"reports {condition} False", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_does_not_need_the_candidate_to_be_resolved()
    {
        Assert.Null(await WriteAsync());
        Server.Controller = tree => OneRoute.Report(tree, "True", "False");
        using var router = _route.Open();

        Assert.Null(await router.WriteAsync(OneRoute.Arms(), Traffic.None, default));

        Assert.Equal(0, _route.WeightOf("v2"));
    }

    [Fact]
    public async Task A_webhook_refuses_and_is_quoted()
    {
        Server.Admission = static _ => "weights are frozen";

        var fault = await WriteAsync();

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains("weights are frozen", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_cluster_says_how_long_to_wait()
    {
        Server.Instead = static context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return Task.FromResult(true);
        };

        var fault = await WriteAsync();

        Assert.Equal((FaultKind.Throttled, TimeSpan.FromSeconds(7)), (fault!.Kind, fault.RetryAfter));
    }

    [Fact]
    public async Task A_right_that_is_missing_is_denied()
    {
        Server.Instead = static async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync(
                """{"kind":"Status","message":"httproutes is forbidden: User \"x\" cannot patch","reason":"Forbidden"}"""
            );
            return true;
        };

        var fault = await WriteAsync();

        Assert.Equal(FaultKind.Denied, fault?.Kind);
        Assert.Contains("cannot patch", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_drops_what_was_written_is_told()
    {
        Server.Prune = static tree => OneRoute.Backends(tree)[1]!["weight"] = 2;

        Assert.Equal(FaultKind.Broken, (await WriteAsync())?.Kind);
    }

    [Fact]
    public async Task A_definition_that_is_not_installed_is_suspected()
    {
        using var router = _route.Open();
        var grpc = new Domain.Plans.Settings.Map([
            new Domain.Plans.Setting("route", new Domain.Plans.Settings.Text("checkout")),
            new Domain.Plans.Setting("grpc", new Domain.Plans.Settings.Flag(true)),
            new Domain.Plans.Setting("namespace", new Domain.Plans.Settings.Text("shop")),
        ]);

        var fault = await router.WriteAsync(OneRoute.Arms(grpc), Quarter, default);

        Assert.Equal(FaultKind.NotFound, fault?.Kind);
        Assert.Contains(
            "is GRPCRoute of gateway.networking.k8s.io/v1 installed",
            fault!.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_rule_is_also_found_by_its_path()
    {
        using var router = _route.Open();

        Assert.Null(await router.WriteAsync(OneRoute.Arms(OneRoute.Where("checkout", "path", "/")), Quarter, default));

        Assert.NotEqual(0, _route.WeightOf("v2"));
        var fault = await router.WriteAsync(OneRoute.Arms(OneRoute.Where("checkout", "path", "/x")), Quarter, default);
        Assert.Equal(FaultKind.NotFound, fault?.Kind);
    }

    [Fact]
    public async Task A_backend_is_added_at_nothing_as_the_stable_one_is_and_removed_when_idle()
    {
        using var router = _route.Open();
        var arms = OneRoute.Arms() with { Candidate = new BackendName("v3") };

        Assert.Null(await router.AddCandidateAsync(arms, default));
        Assert.Null(await router.AddCandidateAsync(arms, default));
        var added = OneRoute.Backends(Server[OneRoute.Path])[3]!;
        Assert.Equal("""{"name":"v3","port":8080,"weight":0}""", added.ToJsonString());

        Assert.Equal(FaultKind.Refused, (await router.RemoveStableAsync(arms, default))?.Kind);
        Assert.Null(await router.WriteAsync(arms, Traffic.All, default));
        Assert.Null(await router.RemoveStableAsync(arms, default));
        Assert.DoesNotContain(
            OneRoute.Backends(Server[OneRoute.Path]),
            one => one!["name"]!.GetValue<string>() == "v1"
        );
    }

    [Fact]
    public async Task A_third_backend_keeps_its_share()
    {
        Server.Put(OneRoute.Path, OneRoute.Json(stable: 80, other: 80));

        Assert.Null(await WriteAsync());

        Assert.Equal((60, 20, 80), (_route.WeightOf("v1"), _route.WeightOf("v2"), _route.WeightOf("v0")));
    }

    private async Task<Fault?> WriteAsync(string timeout = "5s")
    {
        using var router = _route.Open(timeout: timeout);
        return await router.WriteAsync(OneRoute.Arms(), Quarter, default);
    }
}

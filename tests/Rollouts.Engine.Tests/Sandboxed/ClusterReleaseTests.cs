using System.Text;
using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Servers;
using Rollouts.Servers.Kubernetes;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>Whole releases over a VirtualService of the sandbox's cluster.</summary>
public sealed class ClusterReleaseTests : IAsyncLifetime
{
    private const string Path = "/apis/networking.istio.io/v1/namespaces/shop/virtualservices/checkout";

    private readonly TempFolder _folder = new();
    private KubernetesServer _cluster = null!;
    private WorkerHost _host = null!;

    public async Task InitializeAsync()
    {
        _cluster = await KubernetesServer.StartAsync();
        Put(stable: 100, candidate: 0);
        var installation = $$"""
            connections:
              cluster:
                istio: { address: '{{_cluster.Address}}', token: { file: '{{_folder.Write(
                "token",
                KubernetesServer.Token
            )}}' } }
              alarms:
                eventBridge: { apiKey: { file: '{{_folder.Write("alarms", "a key of alarms")}}' } }
            defaults: { router: cluster }
            environments: { test: {} }
            """;
        _host = await WorkerHost.StartAsync(
            new HostSettings(
                new FileInfo(_folder.Write("installation.yaml", installation)),
                new DirectoryInfo(_folder["data"]),
                PostgresFrom: null,
                "http://127.0.0.1:0"
            ),
            default
        );
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Chosen_requests_and_a_mirror_come_change_and_end_as_the_plan_says()
    {
        var id = await OpenAsync(
            """
            { route: { header: { x-team: shop } } }, { mirror: 10% }, { hold: 2s },
            { route: { cookie: { beta: "1" } } }, { mirror: 0% }, { hold: 2s },
            { shift: 50% }, { route: none }, { hold: 1h }
            """
        );

        await Eventually.IsAsync(
            () => Own()?.ToJsonString().Contains("x-team", StringComparison.Ordinal) == true,
            "the header"
        );
        await Eventually.IsAsync(() => Main()["mirror"] is not null, "the mirror");
        await Eventually.IsAsync(
            () => Own()?.ToJsonString().Contains("beta", StringComparison.Ordinal) == true,
            "the cookie"
        );
        await Eventually.IsAsync(() => Main()["mirror"] is null, "the end of the mirror");
        await Eventually.IsAsync(() => WeightOf("v2") == 50, "the weight");
        await Eventually.IsAsync(() => Own() is null, "the end of the route");
        Assert.IsType<Status.Running>((await StateAsync(id)).Status);
    }

    [Fact]
    public async Task A_weight_that_another_writer_moves_is_put_right_before_the_next_look()
    {
        var id = await OpenAsync("{ shift: 25% }, { hold: 1h }");
        await Eventually.IsAsync(
            async () => (await StateAsync(id)).Targets[0].Observed?.Traffic.Candidate == Weight.Percent(25),
            "the first shift is seen"
        );

        Put(stable: 50, candidate: 50);

        // Looks are 15 seconds apart.
        await Eventually.IsAsync(() => WeightOf("v2") == 25, "the weight to be put right", TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_release_pauses_at_once_when_another_writer_takes_its_traffic()
    {
        var id = await OpenAsync("{ shift: 25% }, { hold: 1h }");
        await Eventually.IsAsync(
            async () => (await StateAsync(id)).Targets[0].Observed?.Traffic.Candidate == Weight.Percent(25),
            "the first shift is seen"
        );

        Put(stable: 100, candidate: 0);

        await Eventually.IsAsync(
            async () => (await StateAsync(id)).Status is Status.Paused,
            "the pause",
            TimeSpan.FromSeconds(8)
        );
    }

    [Fact]
    public async Task Traffic_waits_until_the_Deployment_of_the_new_version_is_available()
    {
        const string Deployment = "/apis/apps/v1/namespaces/shop/deployments/checkout-v2";
        var id = await OpenAsync("{ shift: 25% }, { hold: 1h }", deployments: "checkout-{backend}");
        await Eventually.IsAsync(
            async () => await LackAsync(id) is { } lack && lack.Contains("cannot be read: ", StringComparison.Ordinal),
            "the missing Deployment is named"
        );

        PutDeployment(updated: 1);
        await Eventually.IsAsync(
            async () =>
                await LackAsync(id) is { } lack && lack.Contains("not all of the 2 replicas", StringComparison.Ordinal),
            "what it lacks is named"
        );
        Assert.Equal(0, WeightOf("v2"));
        Assert.Equal(0, _cluster.CountOf("PATCH"));

        PutDeployment(updated: 2);
        await Eventually.IsAsync(() => WeightOf("v2") == 25, "the weight");

        // What happens to the Deployment from now on is for checks to see.
        _cluster.Remove(Deployment);
        await Eventually.IsAsync(
            async () => (await StateAsync(id)).Targets[0].Observed?.Traffic.Candidate == Weight.Percent(25),
            "the shift is seen"
        );
        Assert.IsType<Status.Running>((await StateAsync(id)).Status);

        void PutDeployment(int updated) =>
            _cluster.Put(
                Deployment,
                $$"""
                { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "checkout-v2", "namespace": "shop" },
                  "spec": { "replicas": 2 },
                  "status": { "observedGeneration": 1, "replicas": 2, "updatedReplicas": {{updated}}, "availableReplicas": 2,
                    "conditions": [ { "type": "Available", "status": "True" } ] } }
                """
            );
    }

    [Fact]
    public async Task A_route_is_not_read_again_while_the_watch_shows_what_was_read()
    {
        var id = await OpenAsync("{ shift: 25% }, { hold: 1h }");
        await Eventually.IsAsync(
            async () => (await StateAsync(id)).Targets[0].Observed?.Traffic.Candidate == Weight.Percent(25),
            "the first shift is seen"
        );

        // The first looks after a write may still read; after that, none does.
        await Eventually.IsAsync(async () => await ReadsOfLooksAsync(id, looks: 3) == 0, "looks without a read");

        _cluster.Allows = static (verb, _) => verb is not ("list" or "watch");
        _cluster.BreakWatches();
        await Eventually.IsAsync(async () => await ReadsOfLooksAsync(id, looks: 1) > 0, "looks that read");
    }

    /// <summary>How often the route is read while the rollout is looked at, because of commands.</summary>
    private async Task<int> ReadsOfLooksAsync(RolloutId id, int looks)
    {
        var before = _cluster.CountOf("GET");
        for (var look = 0; look < looks; look++)
        {
            foreach (var isPause in new[] { true, false })
            {
                var (by, key) = (Actor.Person("alice"), Guid.NewGuid().ToString());
                var seen = (await StateAsync(id)).Position;
                await _host.Engine.Inbox.SubmitAsync(
                    id,
                    isPause ? new Command.Pause(key, by, "a look", seen) : new Command.Resume(key, by, "a look", seen),
                    wakes: true,
                    answer: null,
                    default
                );
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }

        return _cluster.CountOf("GET") - before;
    }

    private async Task<string?> LackAsync(RolloutId id) => (await StateAsync(id)).Targets[0].Observed?.DeploymentLack;

    private async Task<RolloutId> OpenAsync(string steps, string? deployments = null)
    {
        var template = deployments is null ? "" : $", deployments: '{deployments}'";
        var reading = PlanReader.Read(
            "plan.yaml",
            Encoding.UTF8.GetBytes(
                $$"""
                service: checkout
                environment: test
                target: { route: { connection: cluster, istio: { virtualService: checkout, namespace: shop, http: main } } }
                backends: { slots: [v1, v2]{{template}} }
                strategy: { canary: { steps: [{{steps}}, { shift: 100% }, { bake: 0s }] } }
                rollBackOn: { alarms: [shop-5xx] }
                limits: { atMost: 4h }
                """
            ),
            _host.Installation
        );
        Assert.True(reading.IsAccepted, string.Join('\n', reading.Problems));
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = "start",
            Plan = reading.Plan!,
            Version = new VersionName("2"),
            By = Actor.Person("alice"),
            Reason = "a test",
        };
        var started = await Patiently.StartAsync(_host, order);
        Assert.True(started is CommandResult<Rollout>.Accepted, started.ToString());
        return order.Id;
    }

    private async Task<Rollout> StateAsync(RolloutId id)
    {
        var loaded = await _host.Streams.LoadAsync([StreamName.Of(id)], default);
        return await _host.Engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
    }

    private void Put(int stable, int candidate) =>
        _cluster.Put(
            Path,
            $$"""
            { "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
              "metadata": { "name": "checkout", "namespace": "shop" },
              "spec": { "hosts": [ "checkout" ], "http": [ { "name": "main", "route": [
                { "destination": { "host": "v1" }, "weight": {{stable}} },
                { "destination": { "host": "v2" }, "weight": {{candidate}} } ] } ] } }
            """
        );

    private JsonArray Routes() => _cluster[Path]["spec"]!["http"]!.AsArray();

    private JsonNode Main() => Routes().Single(route => route!["name"]!.ToString() == "main")!;

    private JsonNode? Own() => Routes().SingleOrDefault(route => route!["name"]!.ToString() == "rollouts-main");

    private int WeightOf(string host) =>
        Main()["route"]!.AsArray().Single(one => one!["destination"]!["host"]!.ToString() == host)![
            "weight"
        ]!.GetValue<int>();
}

using System.Net.Http.Headers;
using System.Text;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Servers;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>A real worker observes a route of a cluster whose weights another writer moves.</summary>
public sealed class ObservedClusterTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _writer = new();
    private SandboxHost _sandbox = null!;
    private WorkerHost _host = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 });
        _writer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox");
        var installation = $$"""
            connections:
              cluster:
                gatewayApi:
                  address: '{{_sandbox.Endpoints["kubernetes"]}}'
                  token: { file: '{{_folder.Write("token", "sandbox")}}' }
              alarms:
                eventBridge: { apiKey: { file: '{{_folder.Write("alarms", "a key of alarms")}}' } }
            defaults: { router: cluster }
            environments: { test: { mode: observe } }
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
        await _sandbox.DisposeAsync();
        _writer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Weights_of_another_writer_are_recorded_and_left_as_they_are()
    {
        await MoveAsync(20);
        var id = await OpenAsync();
        await Eventually.IsAsync(async () => await ShownAsync(id) == Weight.Percent(20), "the weight that it began at");

        foreach (var percent in (int[])[40, 90, 10])
        {
            await MoveAsync(percent);
            await Eventually.IsAsync(
                async () => await ShownAsync(id) == Weight.Percent(percent),
                $"{percent} % is recorded",
                TimeSpan.FromMinutes(2)
            );
            Assert.Contains($"\"weight\":{percent}", await RouteAsync(), StringComparison.Ordinal);
        }

        Assert.IsType<Status.Observing>((await StateAsync(id)).Status);
    }

    private async Task<Weight?> ShownAsync(RolloutId id) =>
        (await StateAsync(id)).Targets[0].Observed?.Traffic.Candidate;

    private async Task<Rollout> StateAsync(RolloutId id)
    {
        var loaded = await _host.Streams.LoadAsync([StreamName.Of(id)], default);
        return await _host.Engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
    }

    private Uri Route =>
        new(_sandbox.Endpoints["kubernetes"] + "apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes/orders");

    private async Task<string> RouteAsync() =>
        (await _writer.GetStringAsync(Route)).Replace(" ", "", StringComparison.Ordinal);

    private async Task MoveAsync(int percent)
    {
        var route = System.Text.Json.Nodes.JsonNode.Parse(await _writer.GetStringAsync(Route))!;
        foreach (var backend in route["spec"]!["rules"]![0]!["backendRefs"]!.AsArray())
        {
            backend!["weight"] = backend["name"]!.GetValue<string>() == "orders-v2" ? percent : 100 - percent;
        }

        using var content = new StringContent(route.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _writer.PutAsync(Route, content);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<RolloutId> OpenAsync()
    {
        var reading = PlanReader.Read(
            "plan.yaml",
            Encoding.UTF8.GetBytes(
                """
                service: orders
                environment: test
                target: { route: { connection: cluster, gatewayApi: { route: orders, namespace: shop, rule: main } } }
                backends: { slots: [orders-v1, orders-v2] }
                strategy: { canary: { steps: [{ shift: 50% }, { shift: 100% }, { bake: 0s }] } }
                rollBackOn: { alarms: [shop-5xx] }
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
            Stable = new BackendName("orders-v1"),
        };
        var started = await _host.Engine.Starter.StartAsync(order, answer: null, default);
        Assert.True(started is CommandResult<Rollout>.Accepted, started.ToString());
        return order.Id;
    }
}

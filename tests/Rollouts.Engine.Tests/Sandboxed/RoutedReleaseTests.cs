using System.Text;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Servers;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>What customers of the sandbox see of a release with chosen requests and a mirror.</summary>
public sealed class RoutedReleaseTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _customer = new();
    private SandboxHost _sandbox = null!;
    private WorkerHost _host = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 });
        var installation = $$"""
            connections:
              cluster:
                gatewayApi:
                  address: '{{_sandbox.Endpoints["kubernetes"]}}'
                  token: { file: '{{_folder.Write("token", "sandbox")}}' }
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
        await _sandbox.DisposeAsync();
        _customer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Chosen_customers_get_the_new_version_and_the_others_the_old_one_until_weights_move()
    {
        await OpenAsync(
            """
            { route: [ { header: { x-team: { regex: "shop|cart" } } }, { cookie: { beta: { prefix: "o" } }, method: GET } ] },
            { mirror: 50% }, { hold: 1h }
            """
        );

        await Eventually.IsAsync(async () => await ServerOfAsync("x-team", "cart") == "orders-v2", "the chosen team");
        Assert.Equal("orders-v2", await ServerOfAsync("cookie", "a=1; beta=on"));
        Assert.Equal("orders-v1", await ServerOfAsync("cookie", "beta=no"));
        Assert.Equal("orders-v1", await ServerOfAsync("x-team", "carts"));

        // Each second request of the others is copied.
        await Eventually.IsAsync(
            async () =>
            {
                var before = Answers("orders-v2");
                await ServerOfAsync("x-nothing", "1");
                return Answers("orders-v2") > before;
            },
            "a copy reaches the new version"
        );
    }

    private long Answers(string version) => _sandbox.Metrics.Answers().GetValueOrDefault(version)?.Values.Sum() ?? 0;

    private async Task<string?> ServerOfAsync(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_sandbox.Front, "orders"));
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _customer.SendAsync(request);
        return response.Headers.TryGetValues("x-served-by", out var names) ? names.Single() : null;
    }

    private async Task OpenAsync(string steps)
    {
        var reading = PlanReader.Read(
            "plan.yaml",
            Encoding.UTF8.GetBytes(
                $$"""
                service: orders
                environment: test
                target: { route: { connection: cluster, gatewayApi: { route: orders, namespace: shop, rule: main } } }
                backends: { slots: [orders-v1, orders-v2], deployments: "{backend}" }
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
        var started = await _host.Engine.Starter.StartAsync(order, answer: null, default);
        Assert.True(started is CommandResult<Rollout>.Accepted, started.ToString());
    }
}

using System.Text;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Sandbox.Shop;
using Rollouts.Servers;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>Whole releases through the sandbox's VPC Lattice, as customers see them.</summary>
public sealed class LatticeReleaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly HttpClient _customer = new();
    private SandboxHost _sandbox = null!;
    private WorkerHost _host = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 100 });
        var key = _folder.Write("key", "sandbox");
        var installation = $$"""
            connections:
              lattice:
                vpcLattice:
                  region: eu-west-1
                  endpoint: '{{_sandbox.Endpoints["vpcLattice"]}}'
                  accessKey: { id: { file: '{{key}}' }, secret: { file: '{{key}}' } }
              metrics:
                scrape: { targets: ['{{_sandbox.Admin}}'] }
              alarms:
                eventBridge: { apiKey: { file: '{{_folder.Write("alarms", "a key of alarms")}}' } }
            defaults: { router: lattice, source: metrics }
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
    public async Task A_good_version_goes_out_by_its_weights()
    {
        var id = await OpenAsync("{ shift: 25% }, { hold: 10s }, { shift: 100% }, { bake: 1s }");

        await Eventually.IsAsync(() => WeightOfCandidate == 25, "the first weight", Longest);
        var served = 0;
        for (var customer = 0; customer < 200; customer++)
        {
            served += await ServerOfAsync("x-nothing", "1") == "reviews-v2" ? 1 : 0;
        }

        // Other customers take turns in between, so the share is only about right.
        Assert.InRange(served, 20, 90);
        var gone = await UntilAsync(id, state => state.IsFinal, "the end");
        Assert.IsType<Status.Succeeded>(gone.Status);
        Assert.Equal(100, WeightOfCandidate);
    }

    [Fact]
    public async Task Testers_see_a_bad_version_first_and_it_comes_back_with_its_rule()
    {
        await _sandbox.Shop.TurnAsync("reviews-v2", new Dial(ErrorRate: 0.2), default);
        var id = await OpenAsync(
            "{ route: { header: { x-tester: { exact: 'yes' } } } }, { hold: 3s }, { shift: 50% }, { hold: 1h }"
        );

        await Eventually.IsAsync(
            async () => await ServerOfAsync("x-tester", "yes") == "reviews-v2",
            "the testers",
            Longest
        );
        Assert.Single(_sandbox.Lattice.Store.Services.Single().Listeners.Single().Rules);

        var back = await UntilAsync(id, state => state.IsFinal, "the way back");
        Assert.IsType<Status.RolledBack>(back.Status);
        Assert.Equal(0, WeightOfCandidate);
        Assert.Empty(_sandbox.Lattice.Store.Services.Single().Listeners.Single().Rules);
        Assert.Equal("reviews-v1", await ServerOfAsync("x-tester", "yes"));
    }

    private int WeightOfCandidate => _sandbox.Weights.Single(node => node.Node == "reviews-v2").Weight;

    private async Task<string?> ServerOfAsync(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_sandbox.Front, "reviews"));
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _customer.SendAsync(request);
        return response.Headers.TryGetValues("x-served-by", out var names) ? names.Single() : null;
    }

    private async Task<Rollout> UntilAsync(RolloutId id, Func<Rollout, bool> condition, string what)
    {
        Rollout? state = null;
        await Eventually.IsAsync(
            async () =>
            {
                var loaded = await _host.Streams.LoadAsync([StreamName.Of(id)], default);
                state = await _host.Engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
                return condition(state);
            },
            what,
            Longest
        );
        return state!;
    }

    private async Task<RolloutId> OpenAsync(string steps)
    {
        const string cluster = "envoy_cluster_name=\"cds_egress_demo_{backend}_http_8080\"";
        var reading = PlanReader.Read(
            "plan.yaml",
            Encoding.UTF8.GetBytes(
                $$"""
                service: reviews
                environment: test
                target: { route: { connection: lattice, vpcLattice: { listener: '{{_sandbox.Lattice.ListenerArn(
                    "reviews"
                )}}' } } }
                backends: { slots: [reviews-v1, reviews-v2] }
                checks:
                  - name: errors
                    counts:
                      total: 'envoy_cluster_upstream_rq{ {{cluster}} }'
                      bad: 'envoy_cluster_upstream_rq{ {{cluster}},envoy_response_code=~"5.." }'
                    judge: { sequential: { against: { atMost: 1% } } }
                    every: 1s
                strategy: { canary: { steps: [{{steps}}] } }
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
}

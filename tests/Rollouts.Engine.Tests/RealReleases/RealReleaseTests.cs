using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Servers;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.RealReleases;

/// <summary>Whole releases on the embedded store, over a real HAProxy and judged by a real Prometheus.</summary>
public sealed class RealReleaseTests(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_good_version_goes_out_and_a_bad_one_comes_back()
    {
        await using var host = await StartAsync();

        var good = await ReleaseAsync(host, "v2");
        Assert.IsType<Status.Succeeded>(good.Status);
        Assert.Equal("100%", await ShareOfAsync("v2"));

        shop.Router.Failing["v1"] = true;
        var bad = await ReleaseAsync(host, "v3");
        shop.Router.Failing.Clear();

        Assert.IsType<Status.RolledBack>(bad.Status);
        Assert.Equal("100%", await ShareOfAsync("v2"));
    }

    private async Task<WorkerHost> StartAsync() =>
        await WorkerHost.StartAsync(
            new HostSettings(
                new FileInfo(_folder.Write("installation.yaml", shop.Installation)),
                new DirectoryInfo(_folder["data"]),
                PostgresFrom: null,
                "http://127.0.0.1:0"
            ),
            default
        );

    private static async Task<Rollout> ReleaseAsync(WorkerHost host, string version)
    {
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = version,
            Plan = PlanOf(host),
            Version = new VersionName(version),
            By = Actor.Person("alice"),
            Reason = "a test",
        };
        Assert.IsType<CommandResult<Rollout>.Accepted>(
            await host.Engine.Starter.StartAsync(order, answer: null, default)
        );

        var end = TimeProvider.System.GetUtcNow() + Longest;
        while (true)
        {
            var loaded = await host.Streams.LoadAsync([StreamName.Of(order.Id)], default);
            var state = await host.Engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
            if (state.IsFinal || TimeProvider.System.GetUtcNow() > end)
            {
                return state;
            }

            await Task.Delay(100);
        }
    }

    private async Task<string> ShareOfAsync(string server)
    {
        var weights = await Task.WhenAll(
            new[] { "v1", "v2" }.Select(async name =>
                (name, Weight: int.Parse((await shop.Router.SayAsync($"get weight be_checkout/{name}")).Split(' ')[0]))
            )
        );
        return Weight
            .Share(weights.First(pair => pair.name == server).Weight, weights.Sum(pair => pair.Weight))
            .ToString();
    }

    private static Plan PlanOf(WorkerHost host)
    {
        var reading = PlanReader.Read(
            "plan.yaml",
            """
            service: checkout
            environment: test
            target: { route: { connection: edge, haproxy: { proxy: be_checkout } } }
            backends: { slots: [v1, v2] }
            checks:
              - name: error-limit
                counts:
                  total: 'haproxy_server_http_responses_total{proxy="be_checkout",server="{backend}"}'
                  bad: 'haproxy_server_http_responses_total{proxy="be_checkout",server="{backend}",code="5xx"}'
                judge: { sequential: { against: { atMost: 1% } } }
                every: 1s
            strategy:
              canary:
                steps:
                  - shift: 50%
                  - verify: { atLeast: 2s, atMost: 1m }
                  - shift: 100%
                  - bake: 2s
            """u8.ToArray(),
            host.Installation
        );
        Assert.Empty(reading.Problems);
        return reading.Plan!;
    }
}

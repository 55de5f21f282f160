using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Routers.HAProxy;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>The built-in queries, from a real HAProxy by way of a real Prometheus: what was served is what is read.</summary>
[Collection(OneHAProxy.Name)]
public sealed class HAProxyCountsTests(OneHAProxy.Shared shared) : IAsyncLifetime
{
    private PrometheusServer _prometheus = null!;

    public async Task InitializeAsync() =>
        _prometheus = await PrometheusServer.StartAsync($"127.0.0.1:{shared.Server.Metrics.Port}");

    public async Task DisposeAsync() => await _prometheus.DisposeAsync();

    [Fact]
    public async Task Counts_every_request_of_both_versions()
    {
        using var router = HAProxyContract.Open(shared.Server.UnixSocket);
        var route = HAProxyContract.Section("be_checkout");
        Assert.Null(await router.WriteAsync(route, new Traffic(Weight.Percent(25), [], Weight.Zero), default));
        using var source = Connected.Source(
            $$"""
            prometheus: {
              address: '{{_prometheus.Address}}',
              basicAuth: { user: {{PrometheusServer.User}}, password: { file: '{{_prometheus.PasswordFile}}' } }
            }
            """
        );
        await _prometheus.ScrapedAsync();
        await _prometheus.ScrapedAsync();
        var began = Instant.From(TimeProvider.System.GetUtcNow());
        var ledger = new CounterLedger(began);
        await ReadAsync(source, ledger, began);

        using var client = new HttpClient();
        var served = new Dictionary<string, int> { ["v1"] = 0, ["v2"] = 0 };
        for (var i = 0; i < 400; i++)
        {
            served[await client.GetStringAsync(shared.Server.Front)]++;
        }

        await _prometheus.ScrapedAsync();
        await _prometheus.ScrapedAsync();
        await ReadAsync(source, ledger, began);

        var tick = Assert.IsType<CountTick>(ledger.Close(began + TimeSpan.FromHours(1), TimeSpan.FromSeconds(1)));
        Assert.Equal(new ArmIncrement(served["v2"], 0), tick.Candidate);
        Assert.Equal(new ArmIncrement(served["v1"], 0), tick.Baseline);
    }

    private static async Task ReadAsync(IMetricSource source, CounterLedger ledger, Instant from)
    {
        var builtIn = HAProxyDescriptor.Descriptor.Traits.BuiltInsOn("prometheus")!.Counts!;
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var answer = await source.Ask(
            [new MetricQuestion.Counts(from, now, Both(builtIn.Total), Both(builtIn.Bad))],
            default
        )[0];
        Assert.True(answer.TryGet(out var reading, out var fault), fault?.Message);
        Assert.True(ledger.Read(Assert.IsType<Reading.Counters>(reading).Samples.AsSpan()));
    }

    private static ByArm Both(Query query) => new(Fill(query, "v2"), Fill(query, "v1"));

    private static Query Fill(Query query, string backend) =>
        new PromQl().Fill(
            query,
            name =>
                name == "proxy" ? "be_checkout"
                : name == "backend" ? backend
                : null
        );
}

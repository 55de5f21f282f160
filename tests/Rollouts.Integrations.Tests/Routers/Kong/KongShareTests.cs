using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox.Kong;

namespace Rollouts.Integrations.Tests.Routers.Kong;

/// <summary>Where Kong's weights and the traffic part company, and how a write is put together.</summary>
public sealed class KongShareTests : IAsyncLifetime
{
    private readonly KongGateway _gateway = new(TimeProvider.System, new KongRules());
    private KongPeer? _peer;
    private ITrafficRouter? _router;

    public async Task InitializeAsync()
    {
        _gateway.AddUpstream("checkout", ("v1:8080", 100), ("v2:8080", 0));
        _peer = await KongPeer.StartAsync(_gateway);
        _router = Connected.Router($"kong: {{ address: '{_peer.Address}' }}");
    }

    public async Task DisposeAsync()
    {
        _router!.Dispose();
        await _peer!.DisposeAsync();
    }

    [Fact]
    public async Task A_name_that_comes_to_more_addresses_gets_more_than_its_weight_says()
    {
        _gateway.Resolve = (host, port) =>
            host == "v1"
                ? [new("10.0.0.1", port), new("10.0.0.2", port), new("10.0.0.3", port)]
                : [new("10.0.1.1", port)];
        Assert.Null(await WriteAsync(25));

        // 1 to 3 by weight; 1 to 9 by address.
        Assert.Equal(Weight.Percent(10), (await ReadAsync()).Traffic.Candidate);
    }

    [Fact]
    public async Task An_SRV_record_brings_its_own_weight_and_keeps_it_at_nought()
    {
        _gateway.Resolve = (host, port) => [new(host, port, Weight: host == "v2" ? 50 : null)];

        Assert.Null(await WriteAsync(0));

        Assert.NotEqual(Weight.Zero, (await ReadAsync()).Traffic.Candidate);
    }

    [Fact]
    public async Task What_fails_its_health_checks_takes_nothing()
    {
        Assert.Null(await WriteAsync(25));
        _gateway.Resolve = (host, port) => [new(host, port, Health: host == "v2" ? "UNHEALTHY" : "HEALTHY")];

        Assert.Equal(ObservedTraffic.Of(Traffic.None), await ReadAsync());
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_takes_nothing_and_an_outage_is_no_way_back()
    {
        _gateway.Resolve = (_, _) => [];

        Assert.Equal((Weight.Zero, Weight.Full), ((await ReadAsync()).Traffic.Candidate, (await ReadAsync()).Other));
    }

    [Fact]
    public async Task Only_what_differs_is_written_and_the_stable_side_falls_last()
    {
        Assert.Null(await WriteAsync(5));
        Assert.Equal(
            ["PATCH /upstreams/checkout/targets/v2:8080", "PATCH /upstreams/checkout/targets/v1:8080"],
            _peer!.Changes
        );

        _peer.Changes.Clear();
        Assert.Null(await WriteAsync(0));
        Assert.Equal(
            ["PATCH /upstreams/checkout/targets/v1:8080", "PATCH /upstreams/checkout/targets/v2:8080"],
            _peer.Changes
        );

        _peer.Changes.Clear();
        Assert.Null(await WriteAsync(0));
        Assert.Empty(_peer.Changes);
    }

    [Fact]
    public async Task Never_are_both_at_nought()
    {
        using var end = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            var (asked, refused) = (0, 0);
            while (!end.IsCancellationRequested)
            {
                asked++;
                refused += _gateway.Next("checkout") is null ? 1 : 0;
                if (asked % 100 == 0)
                {
                    // Requests without a pause would keep the writes from the lock of the gateway.
                    await Task.Delay(1);
                }
            }

            return (asked, refused);
        });

        foreach (var percent in Enumerable.Repeat(new[] { 100, 0, 30, 25, 100, 5, 0 }, 5).SelectMany(all => all))
        {
            Assert.Null(await WriteAsync(percent));
        }

        await end.CancelAsync();
        var (asked, refused) = await asking;
        Assert.True(asked > 1000, "too few requests to have met a gap");
        Assert.Equal(0, refused);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(5, 50)]
    [InlineData(30, 300)]
    public async Task The_gateway_shares_a_thousand_requests_as_it_was_told_to(int percent, int expected)
    {
        Assert.Null(await WriteAsync(percent));

        var got = Enumerable.Range(0, 1000).Count(_ => _gateway.Next("checkout") == "v2:8080");

        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task Adds_a_target_at_nought_and_takes_one_away_that_has_nothing()
    {
        var route = KongContract.Upstream("checkout") with { Candidate = new BackendName("checkout-v3") };
        Assert.False((await ReadAsync(route)).HasCandidate);

        Assert.Null(await _router!.AddCandidateAsync(route, default));
        Assert.Null(await _router.AddCandidateAsync(route, default));

        // Where no port is named, Kong adds its own.
        Assert.Equal(0, KongGateway.Target(_gateway.Upstream("checkout")!, "checkout-v3:8000")!.Weight);
        Assert.Equal(ObservedTraffic.Of(Traffic.None), await ReadAsync(route));
        Assert.Equal(FaultKind.Refused, (await _router.RemoveStableAsync(route, default))?.Kind);
        Assert.Null(await _router.WriteAsync(route, Traffic.All, default));
        Assert.Null(await _router.RemoveStableAsync(route, default));
        Assert.Null(await _router.RemoveStableAsync(route, default));
        Assert.Equal(ObservedTraffic.Of(Traffic.All), await ReadAsync(route));
    }

    [Fact]
    public async Task Reads_as_many_pages_as_there_are()
    {
        for (var i = 0; i < 1500; i++)
        {
            _gateway.AddTarget(_gateway.Upstream("checkout")!, $"other-{i}:8080", 0);
        }

        Assert.Null(await WriteAsync(25));
        Assert.Equal(Weight.Percent(25), (await ReadAsync()).Traffic.Candidate);
    }

    [Fact]
    public async Task Says_that_a_Kong_without_a_database_only_reads()
    {
        var gateway = new KongGateway(TimeProvider.System, new KongRules { IsWithoutDatabase = true });
        gateway.AddUpstream("checkout", ("v1:8080", 100), ("v2:8080", 0));
        await using var peer = await KongPeer.StartAsync(gateway);
        using var router = Connected.Router($"kong: {{ address: '{peer.Address}' }}");

        var fault = await router.WriteAsync(KongContract.Upstream("checkout"), Candidate(5), default);

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains("without a database", fault!.Message, StringComparison.Ordinal);
    }

    private static Traffic Candidate(int percent) => new(Weight.Percent(percent), [], Weight.Zero);

    private Task<Fault?> WriteAsync(int percent) =>
        _router!.WriteAsync(KongContract.Upstream("checkout"), Candidate(percent), default);

    private async Task<ObservedTraffic> ReadAsync(RouteArms? route = null)
    {
        var answer = await _router!.ReadAsync(route ?? KongContract.Upstream("checkout"), default);
        Assert.True(answer.TryGet(out var seen, out var fault), fault?.Message);
        return seen;
    }
}

using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox.Kong;

namespace Rollouts.Integrations.Tests.Routers.Kong;

/// <summary>A route that points at the service of one version or the other.</summary>
public sealed class KongServicesTests : IAsyncLifetime
{
    private static readonly RouteArms Route = new(
        Connected.Map("route", "checkout"),
        new BackendName("checkout-green"),
        new BackendName("checkout-blue")
    );

    private readonly KongGateway _gateway = new(TimeProvider.System, new KongRules());
    private KongPeer? _peer;
    private ITrafficRouter? _router;

    public async Task InitializeAsync()
    {
        _gateway.AddRoute("checkout", _gateway.AddService("checkout-blue"));
        _gateway.AddService("checkout-green");
        _peer = await KongPeer.StartAsync(_gateway);
        _router = Connected.Router($"kongServices: {{ address: '{_peer.Address}' }}");
    }

    public async Task DisposeAsync()
    {
        _router!.Dispose();
        await _peer!.DisposeAsync();
    }

    [Fact]
    public async Task Moves_all_of_it_in_one_write_and_back()
    {
        Assert.Equal(ObservedTraffic.Of(Traffic.None), Got(await _router!.ReadAsync(Route, default)));

        Assert.Null(await _router.WriteAsync(Route, Traffic.All, default));
        Assert.Null(await _router.WriteAsync(Route, Traffic.All, default));
        Assert.Equal(ObservedTraffic.Of(Traffic.All), Got(await _router.ReadAsync(Route, default)));
        Assert.Null(await _router.WriteAsync(Route, Traffic.None, default));

        Assert.Equal(ObservedTraffic.Of(Traffic.None), Got(await _router.ReadAsync(Route, default)));
        Assert.Equal(["PATCH /routes/checkout", "PATCH /routes/checkout"], _peer!.Changes);
    }

    [Fact]
    public async Task Refuses_a_part_of_the_traffic()
    {
        var half = new Traffic(Weight.Percent(50), [], Weight.Zero);

        Assert.Equal(FaultKind.Refused, (await _router!.WriteAsync(Route, half, default))?.Kind);

        Assert.Equal(ObservedTraffic.Of(Traffic.None), Got(await _router.ReadAsync(Route, default)));
    }

    [Fact]
    public async Task A_third_service_is_neither_version()
    {
        _gateway.AddRoute("elsewhere", _gateway.AddService("somebody-else"));

        var seen = Got(await _router!.ReadAsync(Route with { Where = Connected.Map("route", "elsewhere") }, default));

        Assert.Equal((Weight.Zero, Weight.Full, true), (seen.Traffic.Candidate, seen.Other, seen.HasCandidate));
    }

    [Fact]
    public async Task Says_what_is_missing()
    {
        var nobody = new BackendName("nobody");

        Assert.False(Got(await _router!.ReadAsync(Route with { Candidate = nobody }, default)).HasCandidate);
        Assert.Equal(FaultKind.NotFound, FaultOf(await _router.ReadAsync(Route with { Stable = nobody }, default)));
        Assert.Equal(
            FaultKind.NotFound,
            FaultOf(await _router.ReadAsync(Route with { Where = Connected.Map("route", "nowhere") }, default))
        );
        var fault = await _router.WriteAsync(Route with { Candidate = nobody }, Traffic.All, default);
        Assert.Equal(FaultKind.NotFound, fault?.Kind);
        Assert.Null(await _router.WriteAsync(Route with { Candidate = nobody }, Traffic.None, default));
    }

    private static ObservedTraffic Got(Answer<ObservedTraffic> answer)
    {
        Assert.True(answer.TryGet(out var seen, out var fault), fault?.Message);
        return seen;
    }

    private static FaultKind FaultOf(Answer<ObservedTraffic> answer) =>
        Assert.IsType<Answer<ObservedTraffic>.Failed>(answer).Fault.Kind;
}

using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>What servers do that are not simply up, and what HAProxy will not do.</summary>
[Collection(OneHAProxy.Name)]
public sealed class HAProxyStateTests(OneHAProxy.Shared shared) : IAsyncLifetime
{
    private static readonly RouteArms Route = HAProxyContract.Section("be_checkout");

    private readonly ITrafficRouter _router = HAProxyContract.Open(shared.Server.UnixSocket);

    public async Task InitializeAsync() => Assert.Null(await WriteAsync(25));

    public async Task DisposeAsync()
    {
        await shared.Server.SayAsync("set server be_checkout/v1 state ready; set server be_checkout/v2 state ready");
        Assert.Null(await WriteAsync(0));
        _router.Dispose();
    }

    [Theory]
    [InlineData("state maint")]
    [InlineData("state drain")]
    public async Task A_candidate_that_takes_nothing_has_no_share(string state)
    {
        await shared.Server.SayAsync($"set server be_checkout/v2 {state}");

        Assert.Equal(ObservedTraffic.Of(Traffic.None), await ReadAsync());
    }

    [Theory]
    [InlineData("state maint")]
    [InlineData("state drain")]
    public async Task A_stable_server_that_takes_nothing_leaves_the_candidate_everything(string state)
    {
        await shared.Server.SayAsync($"set server be_checkout/v1 {state}");

        Assert.Equal(ObservedTraffic.Of(Traffic.All), await ReadAsync());
    }

    [Fact]
    public async Task A_state_of_nobody_serving_is_never_taken_for_the_way_back()
    {
        await shared.Server.SayAsync("set weight be_checkout/v1 0; set weight be_checkout/v2 0");

        Assert.Equal(Weight.Full, (await ReadAsync()).Other);
    }

    [Fact]
    public async Task The_way_back_is_written_whatever_state_servers_are_in()
    {
        await shared.Server.SayAsync("set server be_checkout/v1 state maint; set server be_checkout/v2 state maint");

        Assert.Null(await WriteAsync(0));

        Assert.StartsWith("0 ", await shared.Server.SayAsync("get weight be_checkout/v2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_whose_weights_are_fixed_is_refused_in_words_of_HAProxy()
    {
        var fault = await _router.WriteAsync(
            HAProxyContract.Section("be_static"),
            new Traffic(Weight.Percent(5), [], Weight.Zero),
            default
        );

        Assert.Equal(FaultKind.Refused, fault?.Kind);
        Assert.Contains("static LB algorithm", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_runtime_API_is_told_apart()
    {
        await using var web = await HttpServer.StartAsync(_ => Task.CompletedTask);
        using var router = HAProxyContract.Open($"127.0.0.1:{web.Port}");

        var answer = await router.ReadAsync(Route, default);

        Assert.False(answer.TryGet(out _, out var fault));
        Assert.Equal(FaultKind.Unusable, fault.Kind);
    }

    private Task<Fault?> WriteAsync(int percent) =>
        _router.WriteAsync(Route, new Traffic(Weight.Percent(percent), [], Weight.Zero), default);

    private async Task<ObservedTraffic> ReadAsync()
    {
        var answer = await _router.ReadAsync(Route, default);
        Assert.True(answer.TryGet(out var seen, out var fault), fault?.Message);
        return seen;
    }
}

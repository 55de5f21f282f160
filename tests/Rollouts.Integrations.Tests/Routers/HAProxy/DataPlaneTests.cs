using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>Weights that outlive a reload: in force in a real HAProxy, kept in a stand-in's file.</summary>
[Collection(OneHAProxy.Name)]
public sealed class DataPlaneTests(OneHAProxy.Shared shared) : IAsyncLifetime
{
    private static readonly RouteArms Route = HAProxyContract.Section("be_checkout");

    private readonly TempFolder _folder = new();
    private DataPlaneStandIn _standIn = null!;
    private ITrafficRouter _router = null!;

    public async Task InitializeAsync()
    {
        await shared.Server.SayAsync("set weight be_checkout/v2 0; set weight be_checkout/v1 100");
        _standIn = await DataPlaneStandIn.StartAsync();
        _folder.Write("password", _standIn.Password + "\n");
        _router = Connected.Router(
            $$"""
            haproxy: {
              socket: '{{shared.Server.UnixSocket}}',
              dataPlane: {
                address: '{{_standIn.Address}}',
                basicAuth: { user: admin, password: { file: '{{_folder["password"]}}' } }
              }
            }
            """
        );
    }

    public async Task DisposeAsync()
    {
        await shared.Server.SayAsync("set weight be_checkout/v2 0; set weight be_checkout/v1 100");
        _router.Dispose();
        await _standIn.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keeps_the_weights_that_are_in_force_and_all_else_as_it_was(bool reloads)
    {
        _standIn.Reloads = reloads;

        Assert.Null(await WriteAsync(5));

        Assert.Equal(["v2=1", "v1=19"], _standIn.Writes);
        Assert.Equal("allow-dup-ip", (string?)_standIn.Servers["v2"]["resolve_opts"]);
        Assert.Equal(9, _standIn.Version);
    }

    [Fact]
    public async Task Writes_nothing_that_stands_there_already()
    {
        Assert.Null(await WriteAsync(5));
        Assert.Null(await WriteAsync(5));

        Assert.Equal(2, _standIn.Writes.Count);
    }

    [Fact]
    public async Task Mends_a_file_that_somebody_set_back()
    {
        Assert.Null(await WriteAsync(5));
        _standIn.Servers["v2"]["weight"] = 50;

        Assert.Null(await WriteAsync(5));

        Assert.Equal("v2=1", _standIn.Writes[^1]);
    }

    [Fact]
    public async Task Raises_the_stable_side_first_on_the_way_back()
    {
        Assert.Null(await WriteAsync(5));
        _standIn.Writes.Clear();

        Assert.Null(await WriteAsync(0));

        Assert.Equal(["v1=100", "v2=0"], _standIn.Writes);
    }

    [Fact]
    public async Task Tries_again_where_somebody_else_was_quicker()
    {
        _standIn.Races = 2;

        Assert.Null(await WriteAsync(5));

        Assert.Equal(["v2=1", "v1=19"], _standIn.Writes);
    }

    [Fact]
    public async Task Gives_up_for_now_where_somebody_else_always_is_quicker()
    {
        _standIn.Races = 1000;

        var fault = await WriteAsync(5);

        Assert.Equal(FaultKind.Throttled, fault?.Kind);
        Assert.Contains("version in configuration file is", fault!.Message, StringComparison.Ordinal);
        await AssertInForceAsync(5);
    }

    [Fact]
    public async Task Trouble_with_the_file_keeps_no_traffic_where_it_was()
    {
        _folder.Write("password", "wrong");

        var fault = await WriteAsync(5);

        Assert.Equal(FaultKind.Denied, fault?.Kind);
        Assert.Contains("a reload would lose them", fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", fault.Message, StringComparison.Ordinal);
        await AssertInForceAsync(5);
    }

    [Fact]
    public async Task Takes_up_a_password_that_was_changed()
    {
        Assert.Null(await WriteAsync(5));
        _standIn.Password = "rotated";
        _folder.Write("password", "rotated");

        Assert.Null(await WriteAsync(25));
    }

    [Fact]
    public async Task Says_which_server_the_file_does_not_have()
    {
        _standIn.Servers.Remove("v2");

        var fault = await WriteAsync(5);

        Assert.Equal(FaultKind.NotFound, fault?.Kind);
        Assert.Contains("v2 does not exist", fault!.Message, StringComparison.Ordinal);
        Assert.Null(await WriteAsync(0));
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_named_by_its_place()
    {
        File.Delete(_folder["password"]);

        var fault = await WriteAsync(5);

        Assert.Equal(FaultKind.Denied, fault?.Kind);
        Assert.Contains(_folder["password"], fault!.Message, StringComparison.Ordinal);
    }

    private Task<Fault?> WriteAsync(int percent) =>
        _router.WriteAsync(Route, new Traffic(Weight.Percent(percent), [], Weight.Zero), default);

    private async Task AssertInForceAsync(int percent)
    {
        var answer = await _router.ReadAsync(Route, default);
        Assert.True(answer.TryGet(out var seen, out _));
        Assert.Equal(Weight.Percent(percent), seen.Traffic.Candidate);
    }
}

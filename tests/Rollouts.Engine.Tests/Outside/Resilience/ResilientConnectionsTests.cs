using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Tests.Outside.Resilience;

public sealed class ResilientConnectionsTests : IConnections, ITrafficRouter
{
    private static readonly Route Route = new Route.Spelled(new ConnectionName("edge"), "fake", new Settings.Text("r"));

    private readonly WoundClock _clock = new();
    private readonly ResilientConnections _connections;
    private int _reads;

    public ResilientConnectionsTests() =>
        _connections = new ResilientConnections(this, new Circuits(_clock, NullLogger.Instance), _clock);

    [Fact]
    public async Task The_way_back_goes_where_nothing_else_does()
    {
        Assert.True(
            _connections.RouterOf(Route, new BackendName("b"), new BackendName("a")).TryGet(out var access, out _)
        );
        for (var i = 0; i < 3; i++)
        {
            await WindAsync(access.For(isWayBack: false).ReadAsync(access.Route, default));
        }

        var before = _reads;
        var refused = await access.For(isWayBack: false).ReadAsync(access.Route, default);
        Assert.Equal(before, _reads);
        Assert.False(refused.TryGet(out _, out var fault));
        Assert.Contains("is not called for now", fault.Message, StringComparison.Ordinal);

        await access.For(isWayBack: true).ReadAsync(access.Route, default);
        Assert.Equal(before + 1, _reads);
    }

    public RouterTraits? TraitsOf(Route route) => null;

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable) =>
        new RouterAccess(this, new RouteArms(new Settings.Text("r"), candidate, stable), "edge");

    public Answer<SourceAccess> SourceOf(Plan plan, Check check) => ScriptedCall.Denied;

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) => [];

    public Answer<IGate> GateOf(Address address) => ScriptedCall.Denied;

    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation)
    {
        _reads++;
        return Task.FromResult<Answer<ObservedTraffic>>(ScriptedCall.Broken);
    }

    public Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation) =>
        Task.FromResult<Fault?>(ScriptedCall.Broken);

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        Task.FromResult<Fault?>(null);

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        Task.FromResult<Fault?>(null);

    public void Dispose() => GC.SuppressFinalize(this);

    private Task WindAsync(Task call) =>
        Eventually.IsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return call.IsCompleted;
            },
            "the call to end"
        );
}

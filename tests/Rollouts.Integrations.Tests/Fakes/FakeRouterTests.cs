using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Fakes;
using Rollouts.Fakes.Routers;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Fakes;

/// <summary>The fake keeps the contract of the real ones, so that what is proved with it holds for them.</summary>
public sealed class FakeRouterTests : TrafficRouterContract
{
    private static readonly Settings Where = new Settings.Text("checkout");

    private readonly FakeRouter _router = new(
        new RouterTraits
        {
            Key = "fake",
            Title = "Fake",
            Weights = new WeightGrid.RatioUpTo(256),
            Places = new ExactPlaces(),
            ReadsBack = true,
        },
        TimeProvider.System
    )
    {
        Timeout = TimeSpan.FromMilliseconds(500),
    };

    protected override RouterTraits Traits => _router.Traits;

    protected override RouteArms Route { get; } = new(Where, new BackendName("v2"), new BackendName("v1"));

    protected override RouteArms UnknownRoute => Route with { Where = new Settings.Text("nowhere") };

    public override Task InitializeAsync()
    {
        _router[Where] = FakeRoute.Of(("v1", 100), ("v2", 0), ("v0", 0));
        return Task.CompletedTask;
    }

    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ITrafficRouter Open(Peer peer)
    {
        Mishap? mishap = peer switch
        {
            Peer.Absent => Mishap.Unreachable,
            Peer.Silent => new Mishap.Late(TimeSpan.FromHours(1)),
            Peer.Distrustful => Mishap.Denied,
            _ => null,
        };
        _router.Mishaps = (_, _) => mishap;
        return _router;
    }

    protected override ITrafficRouter OpenThatBreaksHalfway()
    {
        var fault = new Fault(FaultKind.Broken, "the fake broke off");
        var broken = false;
        _router.Mishaps = (call, _) =>
        {
            var breaks = !broken && call == RouterCall.Write;
            broken |= breaks;
            return breaks ? new Mishap.HalfDone(fault) : null;
        };
        return _router;
    }

    protected override Task<Weight> ShownAsync() => Task.FromResult(_router[Where].Share(Route.Candidate));

    protected override Task ChangeByHandAsync(Weight candidate)
    {
        var (one, other) = Traits.Weights.Nearest(candidate);
        _router[Where] = _router[Where].With(Route.Candidate, one).With(Route.Stable, other);
        return Task.CompletedTask;
    }

    protected override Task GiveOtherByHandAsync(Weight other)
    {
        var now = _router[Where].Weights.Values.Sum();
        _router[Where] = _router[Where].With(new BackendName("v0"), now * other.BasisPoints / other.Rest.BasisPoints);
        return Task.CompletedTask;
    }
}

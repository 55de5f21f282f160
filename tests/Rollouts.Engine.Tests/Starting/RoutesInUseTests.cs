using Rollouts.Domain.Plans;
using Rollouts.Domain.Services;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Fakes.Routers;

namespace Rollouts.Engine.Tests.Starting;

/// <summary>What is stable is asked of the routers where nobody knows it yet.</summary>
public sealed class RoutesInUseTests : IDisposable
{
    private readonly World _world = new();
    private readonly Plan _plan = AnyPlan.Of(new Chance(1)) with
    {
        Backends = new Backends.Versioned("shop-{version}"),
    };

    public RoutesInUseTests()
    {
        _world.AddRoutes(_plan);
        foreach (var target in _plan.Targets)
        {
            _world.Router[new Settings.Text(target.Name.Value)] = FakeRoute.Of(("shop-v1", Weight.All));
        }
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Somebody_who_names_the_stable_one_is_believed_where_it_shows() =>
        Assert.All((await LookAsync("shop-v1")).Targets, target => Assert.Equal("shop-v1", target.SeenStable?.Value));

    [Theory]
    [InlineData("shop-v0")]
    [InlineData(null)]
    public async Task Nobody_is_believed_whom_the_router_contradicts(string? said) =>
        Assert.All((await LookAsync(said)).Targets, target => Assert.Null(target.SeenStable));

    [Fact]
    public async Task Whoever_is_wrong_is_told_why() => Assert.NotEmpty((await LookAsync("shop-v0")).Failures);

    private Task<RouteLook> LookAsync(string? said) =>
        new RoutesInUse(_world, _world.Clock).LookAsync(
            _plan,
            new Service { Name = _plan.Service, Environment = _plan.Environment },
            said is null ? null : new BackendName(said),
            default
        );
}

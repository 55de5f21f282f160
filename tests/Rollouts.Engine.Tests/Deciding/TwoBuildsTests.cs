using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Tests.Deciding;

/// <summary>Two builds on one database, as the procedure for rolling upgrades in docs/operations.md has them.</summary>
public sealed class TwoBuildsTests : IDisposable
{
    private readonly World _world = new();
    private readonly Plan _plan = AnyPlan.Of(new Chance(7));
    private readonly RolloutId _id = new(Guid.NewGuid());
    private readonly List<RolloutEngine> _engines = [];

    public TwoBuildsTests() => _world.AddRoutes(_plan);

    public void Dispose()
    {
        _engines.ForEach(engine => engine.Dispose());
        _world.Dispose();
    }

    [Fact]
    public async Task An_old_build_never_holds_up_a_rollback_that_a_new_one_can_drive()
    {
        var old = Build(reads: 1, writes: 1);
        await StartAsync(old);

        // Step 1: the new build is there and writes the old format; both drive.
        var young = Build(reads: 2, writes: 1);
        await DriveAsync(young);
        Assert.NotEmpty(await ClaimedByAsync(old));

        // Step 2: the switch. The old build leaves the rollout alone from the first write of the new format on.
        var switched = Build(reads: 2, writes: 2);
        var back = new Command.RollBack("back", Actor.Person("carol"), "it fails");
        await switched.Inbox.SubmitAsync(_id, back, wakes: true, answer: null, default);
        for (var look = 0; look < 5; look++)
        {
            Assert.Empty(await old.ClaimRolloutsAsync(10, default));
            Assert.Empty(await old.ClaimQuestionsAsync(10, default));
            await DriveAsync(switched);
            _world.Pass(_plan, TimeSpan.FromSeconds(10));
        }

        var (state, _) = await switched.Reader.LoadAsync(_id, default);
        Assert.True(state!.IsFinal || state.Status is Status.RollingBack, $"{state.Status}");
        Assert.All(
            _plan.Targets,
            target => Assert.Equal(Weight.Zero, _world.RouteOf(target.Name).Share(AnyPlan.Green))
        );
    }

    private RolloutEngine Build(int reads, int writes)
    {
        var engine = new RolloutEngine(
            new FormattedStore(_world.Store, new StoreFormat(reads, writes)),
            _world,
            new CurrentInstallation(new Installation()),
            _world.Clock,
            $"build {reads}/{writes}",
            NullLogger<RolloutEngine>.Instance
        );
        _engines.Add(engine);
        return engine;
    }

    private Task StartAsync(RolloutEngine engine) =>
        engine.Starter.StartAsync(
            new StartOrder
            {
                Id = _id,
                Key = "start",
                Plan = _plan,
                Version = new VersionName("v1"),
                By = Actor.Person("carol"),
                Reason = "a new version",
            },
            answer: null,
            default
        );

    private async Task DriveAsync(RolloutEngine engine)
    {
        for (var look = 0; look < 3; look++)
        {
            foreach (var due in await engine.ClaimRolloutsAsync(10, default))
            {
                await engine.DriveAsync(due, default);
            }

            _world.Pass(_plan, TimeSpan.FromSeconds(6));
        }
    }

    private async Task<IReadOnlyList<Rollouts.DueRollout>> ClaimedByAsync(RolloutEngine engine)
    {
        _world.Pass(_plan, TimeSpan.FromSeconds(20));
        return await engine.ClaimRolloutsAsync(10, default);
    }
}

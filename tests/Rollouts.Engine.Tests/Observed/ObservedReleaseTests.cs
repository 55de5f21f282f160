using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Fakes.Routers;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Observed;

/// <summary>Releases of another controller, from the start of the observation to its end.</summary>
public sealed class ObservedReleaseTests : IDisposable
{
    private static readonly PlanPath Place = PlanPath.Root.Key("somewhere");
    private static readonly Settings Where = new Settings.Text("t");

    private readonly World _world = new();
    private readonly Plan _plan = PlanOf();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_bad_release_is_judged_and_nothing_is_written()
    {
        using var engine = Engine();
        Move(30);
        var id = await OpenAsync(engine, RolloutMode.Observe, AnyPlan.Blue);
        Assert.Equal(Weight.Percent(30), (await PassAsync(engine, id, 4)).Targets[0].Observed?.Traffic.Candidate);

        _world.Failing[AnyPlan.Green] = 0.2;
        var judged = await PassAsync(engine, id, 60, state => !state.WouldHaveActed.IsEmpty);
        var would = Assert.Single(judged.WouldHaveActed);
        Assert.Equal((ObservedAction.RollBack, Weight.Percent(30)), (would.Action, would.Weight));
        Assert.StartsWith("check 'error-limit' is broken", would.Because, StringComparison.Ordinal);
        Assert.Equal("rollout.observes-only", await RollBackAsync(engine, id));

        Move(0);
        var ended = await PassAsync(engine, id, 60, state => state.IsFinal);
        Assert.IsType<Status.ObservedRolledBack>(ended.Status);
        Assert.Empty(_world.Router.Writes);
    }

    [Fact]
    public async Task A_good_release_ends_with_all_traffic_and_leaves_no_record_with_its_service()
    {
        using var engine = Engine();
        var id = await OpenAsync(engine, RolloutMode.Observe, stable: null);
        foreach (var weight in (int[])[5, 50, 100])
        {
            Move(weight);
            await PassAsync(engine, id, 15);
        }

        var ended = await PassAsync(engine, id, 60, state => state.IsFinal);
        Assert.IsType<Status.ObservedSucceeded>(ended.Status);
        Assert.Empty(_world.Router.Writes);
        var service = StreamName.Of(_plan.Service, _plan.Environment);
        Assert.Null((await _world.Store.Streams.LoadAsync([service], default)).Streams[0]);
    }

    [Fact]
    public async Task An_observed_release_is_in_the_way_of_no_other()
    {
        using var engine = Engine();
        await OpenAsync(engine, RolloutMode.Observe, stable: null);
        var driven = await OpenAsync(engine, mode: null, stable: null);

        await PassAsync(engine, driven, 30, state => state.Status is Status.Running);
    }

    [Fact]
    public async Task An_environment_that_observes_cannot_be_overridden_by_a_start()
    {
        using var engine = Engine(new EnvironmentPolicy { ObservesOnly = true });
        var forced = await LoadAsync(engine, await OpenAsync(engine, mode: null, stable: null));
        Assert.True(forced.Spec.Observes);

        var refused = await StartAsync(engine, RolloutMode.Drive, stable: null);
        Assert.Equal("service.environment-observes", CodeOf(refused));
    }

    [Fact]
    public async Task A_queued_release_does_not_begin_where_the_environment_observes_since()
    {
        RolloutId id;
        using (var before = Engine())
        {
            id = await OpenAsync(before, mode: null, stable: null);
        }

        using var engine = Engine(new EnvironmentPolicy { ObservesOnly = true });
        var state = await PassAsync(engine, id, 30);

        var queued = Assert.IsType<Status.Queued>(state.Status);
        Assert.Contains(queued.Outside, blocker => blocker is Blocker.EnvironmentObserves);
        Assert.Empty(_world.Router.Writes);
    }

    [Fact]
    public async Task A_route_in_flux_does_not_tell_which_version_is_the_old_one()
    {
        using var engine = Engine();
        Move(30);

        Assert.Equal("service.stable-unknown", CodeOf(await StartAsync(engine, RolloutMode.Observe, stable: null)));
        Assert.Null(CodeOf(await StartAsync(engine, RolloutMode.Observe, AnyPlan.Blue)));
    }

    private static string? CodeOf(CommandResult<Rollout> result) =>
        (result as CommandResult<Rollout>.Refused)?.Why.Code;

    private RolloutEngine Engine(EnvironmentPolicy? policy = null)
    {
        _world.AddRoutes(_plan);
        var installation = _world.Installation("router");
        var around = policy is null
            ? installation
            : installation with
            {
                Environments = installation.Environments.SetItem(AnyPlan.Environment, policy),
            };
        return new RolloutEngine(
            _world.Store,
            _world,
            new CurrentInstallation(around),
            _world.Clock,
            "one",
            NullLogger<RolloutEngine>.Instance
        );
    }

    private void Move(int percent) =>
        _world.Router[Where] = FakeRoute.Of((AnyPlan.Blue.Value, 100 - percent), (AnyPlan.Green.Value, percent));

    private async Task<RolloutId> OpenAsync(RolloutEngine engine, RolloutMode? mode, BackendName? stable) =>
        Assert.IsType<CommandResult<Rollout>.Accepted>(await StartAsync(engine, mode, stable)).State.Spec.Id;

    private Task<CommandResult<Rollout>> StartAsync(RolloutEngine engine, RolloutMode? mode, BackendName? stable) =>
        engine.Starter.StartAsync(
            new StartOrder
            {
                Id = new RolloutId(Guid.NewGuid()),
                Key = "start",
                Plan = _plan,
                Version = new VersionName("v2"),
                By = Actor.Person("carol"),
                Reason = "another controller releases it",
                Mode = mode,
                Stable = stable,
            },
            answer: null,
            default
        );

    private static async Task<string?> RollBackAsync(RolloutEngine engine, RolloutId id) =>
        CodeOf(
            await engine.Inbox.SubmitAsync(
                id,
                new Command.RollBack("back", Actor.Person("carol"), "it is bad"),
                wakes: true,
                answer: null,
                default
            )
        );

    /// <summary>Steps of two seconds, with all that is due in them.</summary>
    private async Task<Rollout> PassAsync(
        RolloutEngine engine,
        RolloutId id,
        int steps,
        Func<Rollout, bool>? until = null
    )
    {
        for (var step = 0; step < steps; step++)
        {
            _world.Pass(_plan, TimeSpan.FromSeconds(2));
            foreach (var due in await engine.ClaimRolloutsAsync(10, default))
            {
                await engine.DriveAsync(due, default);
            }

            await engine.AskAsync(await engine.ClaimQuestionsAsync(10, default), default);
            if (until is not null && await LoadAsync(engine, id) is var seen && until(seen))
            {
                return seen;
            }
        }

        var state = await LoadAsync(engine, id);
        return until is null
            ? state
            : throw new InvalidOperationException($"After {steps} steps it is {state.Status} at {state.LastAt}.");
    }

    private async Task<Rollout> LoadAsync(RolloutEngine engine, RolloutId id)
    {
        var loaded = await _world.Store.Streams.LoadAsync([StreamName.Of(id)], default);
        return await engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
    }

    private static Plan PlanOf() =>
        new()
        {
            Service = AnyPlan.Service,
            Environment = AnyPlan.Environment,
            Backends = new Backends.Slots(AnyPlan.Blue, AnyPlan.Green),
            Waves =
            [
                new Wave([
                    new Target
                    {
                        Name = new TargetName("t"),
                        Route = new Route.Spelled(new ConnectionName("router"), "fake", Where),
                        At = Place,
                    },
                ]),
            ],
            Strategy = new Strategy.Canary(
                [new Step.Do(new Instruction.Shift(Weight.Percent(50), TimeSpan.FromMinutes(2), Place))],
                Place
            ),
            Checks =
            [
                new Check
                {
                    Name = new CheckName("error-limit"),
                    Subject = new Subject.Counts(Query.Text("requests {backend}"), Query.Text("errors {backend}")),
                    Judge = new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), SlowerThan: null),
                    Every = TimeSpan.FromSeconds(2),
                    At = Place,
                },
            ],
        };
}

using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Hosting;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Tests.Serving;

/// <summary>
/// Requests that reach a candidate after its way back: who is informed, what waits, and what does not.
/// </summary>
public sealed class StillServingTests : IDisposable
{
    private static readonly PlanPath Place = PlanPath.Root.Key("somewhere");

    private readonly World _world = new();
    private readonly RolloutEngine _engine;
    private readonly Plan _plan;
    private int _started;

    public StillServingTests()
    {
        _plan = AnyPlan.Of(new Chance(1)) with
        {
            Waves = [new Wave([AnyPlan.Of(new Chance(1)).Targets.First()])],
            Strategy = new Strategy.Canary(
                [
                    new Step.Do(new Instruction.Shift(Weight.Percent(50), TimeSpan.FromMinutes(2), Place)),
                    new Step.Do(new Instruction.Hold(TimeSpan.FromMinutes(10), Place)),
                ],
                Place
            ),
            Checks = [AnyPlan.Of(new Chance(1)).Checks[0] with { Every = TimeSpan.FromSeconds(5) }],
            Share = new ShareRule(new CheckName("error-limit"), Proportion.Percent(0.1m), TroubleAction.Hold),
            Tell = new Tell { Slack = "#releases" },
        };
        _world.AddRoutes(_plan);
        _engine = new RolloutEngine(
            _world.Store,
            _world,
            new CurrentInstallation(new Domain.Connections.Installation()),
            _world.Clock,
            "one",
            NullLogger<RolloutEngine>.Instance
        );
    }

    public void Dispose()
    {
        _engine.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task They_raise_a_flag_with_a_notice_and_keep_the_backend_from_being_used_until_they_end()
    {
        var first = await TakenBackAsync();
        _world.Leaking[AnyPlan.Green] = 0.05;
        await PassAsync(seconds: 90);

        var serving = Assert.Single((await ServiceAsync()).Serving);
        Assert.Equal((AnyPlan.Green, first), (serving.Backend, serving.By));
        Assert.Matches("^asked 0 %, got [45][.0-9]* % .*; usual cause: ", serving.Sentence);
        Assert.Contains(await MessagesAsync(), text => text.Contains("URGENT", StringComparison.Ordinal));

        var second = await StartAsync();
        await PassAsync(seconds: 60);
        var queued = Assert.IsType<Status.Queued>((await StateAsync(second)).Status);
        Assert.Contains(queued.Outside, blocker => blocker is Blocker.CandidateStillServing);

        _world.Leaking.Clear();
        await PassAsync(seconds: 90);
        Assert.Empty((await ServiceAsync()).Serving);
        Assert.IsType<Status.Running>((await StateAsync(second)).Status);
    }

    [Fact]
    public async Task The_end_of_the_way_back_does_not_wait_for_the_source()
    {
        var id = await RunningAsync();
        _world.Source.Mishaps = _ => Fakes.Mishap.Unreachable;
        _world.Leaking[AnyPlan.Green] = 0.05;

        await RollBackAsync(id);
        await PassAsync(seconds: 3);

        Assert.IsType<Status.RolledBack>((await StateAsync(id)).Status);
        await PassAsync(seconds: 120);
        Assert.Empty((await ServiceAsync()).Serving);
    }

    [Fact]
    public async Task A_flag_is_watched_until_they_end_also_while_the_source_is_silent()
    {
        await TakenBackAsync();
        _world.Leaking[AnyPlan.Green] = 0.05;
        await PassAsync(seconds: 90);
        _world.Source.Mishaps = _ => Fakes.Mishap.Unreachable;
        await PassAsync(seconds: 700);
        Assert.Single((await ServiceAsync()).Serving);

        _world.Source.Mishaps = _ => null;
        _world.Leaking.Clear();
        await PassAsync(seconds: 300);

        Assert.Empty((await ServiceAsync()).Serving);
    }

    [Fact]
    public async Task Without_them_nothing_is_asked_any_more_ten_minutes_after_the_end()
    {
        await TakenBackAsync();
        await PassAsync(seconds: 60);
        _world.Pass(_plan, TimeSpan.FromSeconds(10));
        var asked = await _engine.ClaimQuestionsAsync(10, default);
        Assert.Equal("check/share", Assert.Single(asked).Key.Text);
        await _engine.AskAsync(asked, default);

        await PassAsync(seconds: 700);

        _world.Pass(_plan, TimeSpan.FromSeconds(60));
        Assert.Empty(await _engine.ClaimQuestionsAsync(10, default));
        Assert.Empty((await ServiceAsync()).Serving);
    }

    private async Task<RolloutId> TakenBackAsync()
    {
        var id = await RunningAsync();
        await RollBackAsync(id);
        await PassAsync(seconds: 10);
        Assert.IsType<Status.RolledBack>((await StateAsync(id)).Status);
        return id;
    }

    private async Task<RolloutId> RunningAsync()
    {
        var id = await StartAsync();
        await PassAsync(seconds: 60);
        var state = await StateAsync(id);
        Assert.Equal(Weight.Percent(50), state.Targets[0].Actual?.Candidate);
        return id;
    }

    private async Task<RolloutId> StartAsync()
    {
        var order = new StartOrder
        {
            Id = new RolloutId(new Guid(++_started, 0, 0, new byte[8])),
            Key = $"start-{_started}",
            Plan = _plan,
            Version = new VersionName($"v{_started}"),
            By = new Actor(ActorKind.Pipeline, ActorId.OfLocalUser("ci"), "ci", [], IsAdministrator: false),
            Reason = "a new version",
        };
        await _engine.Starter.StartAsync(order, answer: null, default);
        return order.Id;
    }

    private Task RollBackAsync(RolloutId id) =>
        _engine.Inbox.SubmitAsync(
            id,
            new Command.RollBack($"back-{id}", Actor.Person("alice"), "back"),
            wakes: true,
            answer: null,
            default
        );

    private async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _world.Pass(_plan, TimeSpan.FromSeconds(1));
            foreach (var due in await _engine.ClaimRolloutsAsync(10, default))
            {
                await _engine.DriveAsync(due, default);
            }

            await _engine.AskAsync(await _engine.ClaimQuestionsAsync(10, default), default);
        }
    }

    private async Task<Rollout> StateAsync(RolloutId id) => (await _engine.Reader.LoadAsync(id, default)).State!;

    private async Task<Service> ServiceAsync() => (await _engine.Reader.RelatedStreamsOfAsync(_plan, default)).Service;

    /// <summary>All messages. Those of one channel are sent one after another.</summary>
    private async Task<IReadOnlyList<string>> MessagesAsync()
    {
        List<string> texts = [];
        var request = new ClaimRequest("test", 100, TimeSpan.FromMinutes(1));
        while ((await _world.Store.Outbox.ClaimAsync(request, default)).Items is { IsEmpty: false } claimed)
        {
            texts.AddRange(claimed.Select(one => one.Message.Body));
            await _world.Store.Outbox.SettleAsync(
                [.. claimed.Select(one => new Delivery.Sent(one.Id, one.Lease))],
                default
            );
        }

        return texts;
    }
}

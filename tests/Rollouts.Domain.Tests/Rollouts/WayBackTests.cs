using Rollouts.Analysis;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>The way back: the first thing tested and the last thing allowed to break.</summary>
public sealed class WayBackTests
{
    [Fact]
    public void A_breach_makes_zero_desired_everywhere_in_that_same_transition()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Verify(2, 30)));
        var before = play.Story.Count;

        play.Deafen("main").Judge("error-limit", CheckOutcome.Breach);

        Assert.Equal(("RollingBack", Traffic.None), (play.Status, play.Main.Aim));
        Assert.Equal([typeof(RolloutEvent.VerdictChanged), typeof(RolloutEvent.RollbackStarted)], Events(play, before));
    }

    [Fact]
    public void Ends_when_the_routers_show_it_and_not_before()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Verify(2, 30))).Deafen("main").RollBack();
        Assert.Equal("RollingBack", play.Status);

        play.See(new Observation.WriteAccepted(new TargetName("main"), Traffic.None));
        Assert.Equal("RollingBack", play.Status);

        play.Read(0);
        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Works_from_a_pause() =>
        Assert.Equal("RolledBack", Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10))).Pause().RollBack().Status);

    [Fact]
    public void Works_after_a_promotion() =>
        Assert.Equal("RolledBack", Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10))).Promote().RollBack().Status);

    [Fact]
    public void Works_while_a_shift_has_not_been_seen_yet()
    {
        var play = Play.Of(Some.Canary(Some.Shift(25))).Deafen("main");
        play.Read(0).See(new Observation.BlockersChanged([])).Judge("error-limit", CheckOutcome.NoData);
        Assert.Equal(("Running", "Shift"), (play.Status, play.StepNow));

        Assert.Equal("RolledBack", play.RollBack().Read(0).Status);
    }

    [Fact]
    public void Works_during_a_bake() =>
        Assert.Equal(
            "RolledBack",
            Play.Begun(Some.Canary(Some.Shift(100), Some.Bake(60))).Judge("error-limit", CheckOutcome.Breach).Status
        );

    [Fact]
    public void Needs_no_position_and_asks_for_none()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10), Some.Shift(50), Some.Hold(10)));
        play.PassMinutes(10).RollBack();

        Assert.Null(play.Refusal);
    }

    [Fact]
    public void Takes_weights_first_then_mirrors_then_routes()
    {
        var play = Play.Begun(
            Some.Canary(
                new Step.Do(
                    new Instruction.Route([RequestMatch.Header("x-preview", "1")], TimeSpan.FromMinutes(2), Some.Place)
                ),
                new Step.Do(new Instruction.Mirror(Weight.Percent(10), TimeSpan.FromMinutes(2), Some.Place)),
                Some.Shift(25),
                Some.Hold(10)
            )
        );
        Assert.Equal("25% and x-preview: 1 and a mirror of 10%", play.Main.Observed!.Traffic.ToString());

        var wanted = new List<string>();
        play.Deafen("main").RollBack();
        while (play.Status == "RollingBack")
        {
            var traffic = play.Desired.Targets[0].Traffic!;
            wanted.Add(traffic.ToString());
            play.See(new Observation.TrafficRead(new TargetName("main"), ObservedTraffic.Of(traffic)));
        }

        Assert.Equal(["0% and x-preview: 1 and a mirror of 10%", "0% and x-preview: 1", "0%"], wanted);
        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Does_not_wait_for_a_dead_router_to_free_the_others()
    {
        var plan = Some.Canary(Some.Shift(25), Some.Hold(10)) with { Waves = [Some.Wave("one", "two")] };
        var play = Play.Begun(plan).Deafen("one");

        play.See(Failing.Read(new TargetName("one"), "connection refused")).RollBack();

        Assert.Equal("RollingBack", play.Status);
        Assert.Equal(Traffic.None, play.State.Targets[1].Observed!.Traffic);
        Assert.Contains(play.Desired.Notifications, notice => notice.Kind == NotificationKind.Unreachable);

        play.Heal("one");
        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Tries_for_ever()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10))).Deafen("main").RollBack();

        play.Pass(TimeSpan.FromDays(60));

        Assert.Equal(("RollingBack", Traffic.None), (play.Status, play.Desired.Targets[0].Traffic));
        Assert.True(play.Desired.Targets[0].IsRollback);
    }

    [Fact]
    public void Can_be_taken_over_by_an_administrator_and_nobody_else()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10))).Deafen("main").RollBack();

        play.Command(key => new Command.Abandon(key, Actors.Alice, "the router is gone", play.State.Position));
        Assert.Equal("rollout.needs-administrator", play.Refusal?.Code);

        play.Command(key => new Command.Abandon(key, Actors.Root, "the router is gone", play.State.Position));
        Assert.Equal("Abandoned", play.Status);
    }

    [Fact]
    public void Is_not_abandoned_before_it_was_tried()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10)));
        play.Command(key => new Command.Abandon(key, Actors.Root, "too lazy", play.State.Position));

        Assert.Equal(("rollout.not-running", "Running"), (play.Refusal?.Code, play.Status));
    }

    [Fact]
    public void Takes_back_every_wave_when_the_second_breaks()
    {
        var plan = Some.Canary(Some.Shift(50), Some.Hold(10)) with { Waves = [Some.Wave("one"), Some.Wave("two")] };
        var play = Play.Begun(plan).PassMinutes(10).Healthy().PassMinutes(2).PassMinutes(10).Healthy();
        Assert.Equal((1, Weight.Full), (play.State.Position.Wave, play.State.Targets[0].Aim.Candidate));

        play.Judge("error-limit", CheckOutcome.Breach);

        Assert.All(play.State.Targets, target => Assert.Equal(Traffic.None, target.Observed!.Traffic));
        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Leaves_a_wave_alone_that_never_began()
    {
        var plan = Some.Canary(Some.Shift(50), Some.Hold(10)) with { Waves = [Some.Wave("one"), Some.Wave("two")] };
        var play = Play.Begun(plan).Deafen("two").RollBack();

        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Listens_to_no_verdict_and_takes_no_command_but_its_end()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10))).Deafen("main").RollBack();
        var version = play.State.Version;

        play.Judge("error-limit", CheckOutcome.Healthy).Resume();

        Assert.Equal(("rollout.on-its-way-back", version), (play.Refusal?.Code, play.State.Version));
    }

    [Fact]
    public void Of_a_return_goes_to_the_version_that_was_just_left()
    {
        var terms = Known.TermsOf(Some.Canary(Some.Shift(100))) with
        {
            ReturnOf = Known.Newer,
            Steps = new StepProgram([new Instruction.Shift(Weight.Full, TimeSpan.FromMinutes(2), Some.Place)]),
        };
        var play = Play.Of(terms with { Plan = terms.Plan with { Checks = [] } })
            .See(new Observation.BlockersChanged([]));

        Assert.Equal(Weight.Full, play.Main.Aim.Candidate);
        Assert.Equal("Succeeded", play.MeetDesires().Status);
    }

    private static IEnumerable<Type> Events(Play play, int from) =>
        play.Story.Skip(from).Select(recorded => recorded.Event.GetType());
}

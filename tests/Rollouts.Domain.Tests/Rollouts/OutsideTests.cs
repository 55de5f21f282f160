using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Gates, alarms, freezes, routers that hang: the outside delays nothing but itself.</summary>
public sealed class OutsideTests
{
    [Fact]
    public void A_gate_opens_on_a_yes_and_is_asked_until_then()
    {
        var play = AtGate();
        Assert.NotNull(play.Desired.Gate);

        Assert.Equal("Gate", Answer(play, GateAnswer.NotYet).StepNow);
        Assert.Equal("Verify", Answer(play, GateAnswer.Yes).StepNow);
        Assert.Null(play.Desired.Gate);
    }

    [Theory]
    [InlineData(TimeOutAction.RollBack, "RolledBack")]
    [InlineData(TimeOutAction.Hold, "Paused")]
    public void A_gate_that_says_no_or_nothing_does_what_the_plan_says(TimeOutAction otherwise, string status)
    {
        Assert.Equal(status, Answer(AtGate(otherwise), GateAnswer.No).Status);
        Assert.Equal(status, AtGate(otherwise).PassMinutes(15).Status);
    }

    [Fact]
    public void A_gate_answers_only_for_the_step_it_was_asked_at()
    {
        var play = AtGate();
        play.See(new Observation.GateAnswered(play.State.Position with { Step = 1 }, GateAnswer.Yes, "late"));

        Assert.Equal("Gate", play.StepNow);
    }

    [Fact]
    public void A_gates_yes_during_a_pause_counts_when_it_is_resumed()
    {
        var play = Answer(AtGate().Pause(), GateAnswer.Yes);
        Assert.Equal(("Paused", "Gate"), (play.Status, play.StepNow));

        Assert.Equal("Verify", play.Resume().StepNow);
    }

    [Fact]
    public void Only_an_administrator_passes_a_gate()
    {
        Assert.Equal("rollout.not-yours-to-pass", AtGate().Skip(Actors.Alice).Refusal?.Code);
        Assert.Equal("Verify", AtGate().Skip(Actors.Root).StepNow);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pushed_alarm_takes_traffic_back_at_once_with_no_query(bool isPaused)
    {
        var plan = Some.Canary(Some.Shift(5), Some.Hold(10)) with { RollBackOn = new RollBackOn([], ["CheckoutDown"]) };
        var play = Play.Begun(plan);
        _ = isPaused ? play.Pause() : play;

        Assert.Equal("Running", Play.Begun(plan).See(new Observation.AlarmChanged("Other", IsRinging: true)).Status);
        Assert.Equal(
            "RolledBack",
            play.See(new Observation.AlarmChanged("CheckoutDown", IsRinging: true)).MeetDesires().Status
        );
    }

    [Fact]
    public void A_freeze_lets_no_step_end_and_no_shift_begin_and_guards_go_on()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10), Some.Shift(20), Some.Hold(10)));
        play.See(new Observation.FreezesChanged([new("weekend")])).Pass(TimeSpan.FromHours(3));
        Assert.Equal(("Running", Weight.Percent(5)), (play.Status, play.Main.Aim.Candidate));

        play.Skip();
        Assert.Equal("rollout.held", play.Refusal?.Code);

        play.See(new Observation.FreezesChanged([])).MeetDesires();
        Assert.Equal(Weight.Percent(20), play.Main.Aim.Candidate);
    }

    [Fact]
    public void A_freeze_never_delays_the_way_back()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10)))
            .See(new Observation.FreezesChanged([new("weekend")]));

        Assert.Equal("RolledBack", play.Judge("error-limit", CheckOutcome.Breach).Status);
    }

    [Fact]
    public void A_wait_that_is_over_and_only_held_never_runs_out()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Approve(60, once: false)));
        play.See(new Observation.FreezesChanged([new("weekend")])).Approve(Actors.Alice).Pass(TimeSpan.FromHours(2));

        Assert.Equal(("Running", "Approve"), (play.Status, play.StepNow));
    }

    [Fact]
    public void A_shift_is_complete_when_it_is_observed_and_not_when_it_was_accepted()
    {
        var play = Play.Of(Some.Canary(Some.Shift(5), Some.Hold(10))).Deafen("main").Read(0);
        play.See(new Observation.BlockersChanged([])).Judge("error-limit", CheckOutcome.NoData);

        play.See(
            new Observation.WriteAccepted(new TargetName("main"), Traffic.None with { Candidate = Weight.Percent(5) })
        );
        Assert.Equal("Shift", play.StepNow);

        Assert.Equal("Hold", play.Read(500).StepNow);
    }

    [Fact]
    public void The_event_of_a_write_names_the_request_in_the_log_of_the_router()
    {
        var play = Play.Of(Some.Canary(Some.Shift(5), Some.Hold(10))).Deafen("main").Read(0);
        play.See(new Observation.BlockersChanged([])).Judge("error-limit", CheckOutcome.NoData);

        play.See(
            new Observation.WriteAccepted(new TargetName("main"), Traffic.None with { Candidate = Weight.Percent(5) })
            {
                Receipts = ["11aa-22", "33bb-44"],
            }
        );

        Assert.Contains(
            play.Story,
            record =>
                record.Event is RolloutEvent.TrafficApplied
                && record.Reason == "the router of 'main' accepted it, in its log 11aa-22, 33bb-44"
        );
    }

    [Fact]
    public void A_shift_that_is_not_seen_in_time_pauses_and_then_goes_back()
    {
        var play = Play.Of(Some.Canary(Some.Shift(5), Some.Hold(10))).Deafen("main").Read(0);
        play.See(new Observation.BlockersChanged([])).Judge("error-limit", CheckOutcome.NoData);
        play.See(Failing.Read(new TargetName("main"), "503 from the admin API"));

        play.PassMinutes(2);
        Assert.Equal(new Status.Paused(PauseKind.Router, play.Now), play.State.Status);
        Assert.Contains("503 from the admin API", play.Story[^1].Reason, StringComparison.Ordinal);

        Assert.Equal("RollingBack", play.Pass(TimeSpan.FromHours(24)).Status);
    }

    [Fact]
    public void Deadlines_run_while_everything_outside_hangs()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Verify(2, 30))).Deafen("main");

        Assert.Equal("Paused", play.PassMinutes(30).Status);
    }

    [Fact]
    public void A_lost_router_is_noted_once_and_again_when_it_is_back()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10)));
        var before = play.State.Version;

        play.See(Failing.Read(new TargetName("main"), "timeout"));
        play.See(Failing.Read(new TargetName("main"), "timeout"));
        Assert.Equal(before + 1, play.State.Version);

        play.Read(500);
        Assert.Null(play.Main.Failure);
    }

    [Fact]
    public void What_was_seen_twice_counts_once()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10))).Read(500);
        var version = play.State.Version;

        Assert.Equal(version, play.Read(500).Judge("error-limit", CheckOutcome.Watching).State.Version);
    }

    [Fact]
    public void A_clock_that_runs_behind_takes_no_time_back()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10))).PassMinutes(5);
        var early = Domain.Rollouts.Decider.Decide(
            play.State,
            new Command.Pause("k", Actors.Alice, "early", play.State.Position),
            Play.Noon - TimeSpan.FromHours(1)
        );

        var accepted = Assert.IsType<Domain.Rollouts.Decision.Accepted>(early);
        Assert.All(accepted.Records, line => Assert.True(line.At >= play.State.LastAt));
    }

    private static Play Answer(Play play, GateAnswer answer) =>
        play.See(new Observation.GateAnswered(play.State.Position, answer, "smoke tests")).MeetDesires();

    private static Play AtGate(TimeOutAction otherwise = TimeOutAction.RollBack) =>
        Play.Begun(
            Some.Canary(
                Some.Shift(5),
                new Step.Do(
                    new Instruction.Gate(
                        new Address.Url("https://ci.example/smoke"),
                        TimeSpan.FromMinutes(15),
                        otherwise,
                        Once: false,
                        Some.Place
                    )
                )
            )
        );
}

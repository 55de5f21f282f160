using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Before the point a rollout goes back by itself. Past it, only a person takes it back.</summary>
public sealed class PointOfNoReturnTests
{
    [Fact]
    public void Is_passed_when_it_is_entered_after_its_approval()
    {
        var play = Play.Begun(Point(Some.Hold(10)));
        Assert.Equal(("Approve", null), (play.StepNow, play.State.PassedPoint));

        play.Approve(Actors.Alice);

        Assert.Equal("Hold", play.StepNow);
        Assert.Equal("the old version cannot read the new column", play.State.PassedPoint?.Because);
    }

    [Fact]
    public void Before_it_a_breach_takes_the_candidate_back() =>
        Assert.Equal("RolledBack", Play.Begun(Point(Some.Hold(10))).Judge("error-limit", CheckOutcome.Breach).Status);

    [Fact]
    public void Without_its_approval_in_time_it_is_not_passed_and_the_rollout_goes_back() =>
        Assert.Equal("RolledBack", Play.Begun(Point(Some.Hold(10))).PassMinutes(60).Status);

    [Fact]
    public void Is_passed_once_for_all_waves()
    {
        var plan = Point(Some.Hold(10)) with { Waves = [Some.Wave("one"), Some.Wave("two")] };
        var play = Play.Begun(plan).Approve(Actors.Alice);
        play.Healthy().PassMinutes(10).Healthy().PassMinutes(2).Healthy().PassMinutes(10);

        Assert.Equal((1, "Hold"), (play.State.Position.Wave, play.StepNow));
        Assert.Equal(0, play.State.PassedPoint?.Position.Wave);
        Assert.Equal("Paused", play.Judge("error-limit", CheckOutcome.Breach).Status);
        Assert.Equal(Weight.Full, play.State.Targets[0].Aim.Candidate);
    }

    [Fact]
    public void A_breach_past_it_holds_and_tells_people_until_one_acts()
    {
        var play = Passed().Judge("error-limit", CheckOutcome.Breach);

        Assert.Equal(("Paused", Weight.Percent(5)), (play.Status, play.Main.Aim.Candidate));
        Assert.Single(Urgent(play));
        Assert.Equal(play.Now + PlanDefaults.RemindEvery, play.Desired.Deadline);

        play.PassMinutes(15);
        play.PassMinutes(15);
        Assert.Equal(3, play.State.Withheld?.TimesTold);
        Assert.Equal(3, play.Story.Count(line => line.Event is RolloutEvent.RollbackWithheld));

        play.Resume();
        Assert.Equal(("Running", null), (play.Status, play.State.Withheld));
        Assert.Empty(Urgent(play));
    }

    [Fact]
    public void A_reason_that_asks_again_and_again_is_recorded_once()
    {
        var play = Passed().Judge("error-limit", CheckOutcome.Breach);
        var version = play.State.Version;

        play.Pass(TimeSpan.FromSeconds(5)).Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(version, play.State.Version);
    }

    [Fact]
    public void An_alarm_past_it_holds_and_a_person_may_go_on_while_it_rings()
    {
        var play = Passed().See(new Observation.AlarmChanged("named", IsRinging: true));
        Assert.Equal(("Paused", [RollbackReason.Alarm]), (play.Status, play.State.Withheld!.Reasons));

        Assert.Equal("Running", play.Resume().Status);

        play.See(new Observation.AlarmChanged("named", IsRinging: false));
        Assert.Equal("Paused", play.See(new Observation.AlarmChanged("named", IsRinging: true)).Status);
    }

    [Theory]
    [InlineData(CheckOutcome.NoData, 3)]
    [InlineData(CheckOutcome.SourceFailed, 5)]
    public void Silence_past_it_holds(CheckOutcome outcome, double minutes)
    {
        var play = Passed(
            Some.ErrorLimit with
            {
                OnNoData = new TroublePolicy(TroubleAction.RollBack, TimeSpan.FromMinutes(3)),
                OnSourceFailure = new TroublePolicy(TroubleAction.RollBack, TimeSpan.FromMinutes(5)),
            }
        );

        Assert.Equal("Paused", play.Judge("error-limit", outcome).PassMinutes(minutes).Status);
        Assert.Equal([RollbackReason.Policy], play.State.Withheld!.Reasons);
        Assert.Equal(Weight.Percent(5), play.Main.Aim.Candidate);
    }

    [Fact]
    public void The_limit_of_the_rollout_past_it_holds_and_counts_anew_when_it_is_resumed()
    {
        var plan = Point(Some.Hold(600)) with { Limits = new Limits { AtMost = TimeSpan.FromHours(3) } };
        var play = Play.Begun(plan).Approve(Actors.Alice);

        Assert.Equal("Paused", play.PassMinutes(180).Status);
        Assert.Equal([RollbackReason.Limit], play.State.Withheld!.Reasons);
        Assert.Equal("Running", play.Resume().PassMinutes(170).Status);
        Assert.Equal("Paused", play.PassMinutes(10).Status);
    }

    [Fact]
    public void A_pause_past_it_has_no_end_but_people_are_told_of_it()
    {
        var play = Passed().Pause().PassMinutes(24 * 60);

        Assert.Equal("Paused", play.Status);
        Assert.Equal([RollbackReason.Limit], play.State.Withheld!.Reasons);
        Assert.Equal("Running", play.Resume().Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_approval_past_it_that_is_refused_or_late_holds(bool isRefused)
    {
        var play = Play.Begun(Point(Some.Approve(60, once: false))).Approve(Actors.Alice);

        _ = isRefused ? play.Reject(Actors.Bob) : play.PassMinutes(60);

        Assert.Equal("Paused", play.Status);
        Assert.Equal([RollbackReason.Answer], play.State.Withheld!.Reasons);
        Assert.NotEqual("Approve", play.Resume().Approve(Actors.Bob).StepNow);
    }

    [Fact]
    public void A_verify_past_it_that_stays_undecided_holds()
    {
        var verify = (Instruction.Verify)((Step.Do)Some.Verify(2, 30)).Instruction with
        {
            Otherwise = UndecidedAction.RollBack,
        };
        var play = Play.Begun(Point(new Step.Do(verify))).Approve(Actors.Alice).PassMinutes(30);

        Assert.Equal("Paused", play.Status);
        Assert.Equal([RollbackReason.Policy], play.State.Withheld!.Reasons);
    }

    [Fact]
    public void A_gate_past_it_that_says_no_holds()
    {
        var gate = new Instruction.Gate(
            new Address.Url("https://ci.example/smoke"),
            TimeSpan.FromMinutes(15),
            TimeOutAction.RollBack,
            Once: false,
            Some.Place
        );
        var play = Play.Begun(Point(new Step.Do(gate))).Approve(Actors.Alice);

        play.See(new Observation.GateAnswered(play.State.Position, GateAnswer.No, "2 of 40 failed"));

        Assert.Equal(("Paused", [RollbackReason.Answer]), (play.Status, play.State.Withheld!.Reasons));
    }

    [Fact]
    public void A_newer_version_past_it_waits()
    {
        Assert.Equal("RollingBack", Play.Begun(Point(Some.Hold(10))).Deafen("main").Supersede().Status);

        var play = Passed().Supersede();
        Assert.Equal(("rollout.too-far-to-supersede", "Running"), (play.Refusal?.Code, play.Status));
    }

    [Fact]
    public void A_person_takes_it_back_past_the_point_with_a_confirmation_and_a_reason_at_once()
    {
        var play = Passed().Deafen("main");

        Assert.Equal("rollout.past-the-point", play.RollBack().Refusal?.Code);
        Assert.Contains("pastPointOfNoReturn", play.Refusal?.Message, StringComparison.Ordinal);
        play.Command(key => new Command.RollBack(key, Actors.Alice, " ", PastPointOfNoReturn: true));
        Assert.Equal("rollout.past-the-point", play.Refusal?.Code);
        Assert.Equal("Running", play.Status);

        play.RollBackPastThePoint();
        Assert.Equal(("RollingBack", Traffic.None), (play.Status, play.Main.Aim));
        Assert.Equal("RolledBack", play.Heal("main").Status);
    }

    [Fact]
    public void The_confirmation_is_no_hindrance_before_the_point() =>
        Assert.Equal("RolledBack", Play.Begun(Point(Some.Hold(10))).RollBackPastThePoint().Status);

    private static IEnumerable<Notification> Urgent(Play play) =>
        play.Desired.Notifications.Where(notice => notice.Kind == NotificationKind.RollbackWithheld);

    private static Play Passed(Check? check = null)
    {
        var plan = Point(Some.Hold(10)) with { Checks = [check ?? Some.ErrorLimit] };
        return Play.Begun(plan).Approve(Actors.Alice);
    }

    private static Plan Point(Step then) =>
        Some.Canary(Some.Shift(5), Some.PassPoint(), then, Some.Bake(10)) with
        {
            RollBackOn = new RollBackOn(["named"], []),
        };
}

using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Limits to the instant, and what holds for one of several targets.</summary>
public sealed class LimitTests
{
    private static Plan Plan => Some.Canary(Some.Shift(25), Some.Hold(30), Some.Shift(50), Some.Hold(10));

    private static Plan Waves =>
        Some.Canary(Some.Shift(50), Some.Hold(10), Some.Bake(10)) with
        {
            Waves = [Some.Wave("one"), Some.Wave("two")],
        };

    [Fact]
    public void A_pause_ends_in_a_rollback_when_it_has_lasted_as_long_as_it_may_and_not_before()
    {
        var play = Play.Begun(Plan with { Limits = new Limits { PausedAtMost = TimeSpan.FromMinutes(5) } }).Pause();

        Assert.Equal("Paused", play.Pass(TimeSpan.FromSeconds(299)).Status);
        Assert.Equal("RolledBack", play.Pass(TimeSpan.FromSeconds(1)).Status);
        Assert.Contains(
            play.Story,
            recorded => recorded.Reason.StartsWith("it stood paused", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_router_that_was_wrong_first_decides_when_the_rollout_stops()
    {
        var play = Play.Begun(Plan with { Waves = [Some.Wave("one", "two", "three")] });
        play.Deafen("one").Deafen("two").Read(3_000, "one");
        play.PassMinutes(1).Read(3_000, "two");

        Assert.Equal("Running", play.PassMinutes(0.9).Status);
        Assert.Equal("Paused", play.PassMinutes(0.1).Status);
        var reason = play.Story[^1].Reason;
        Assert.Contains("'one'", reason, StringComparison.Ordinal);
        Assert.Contains("'two'", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("'three'", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wave_that_does_not_get_ready_stops_for_a_person()
    {
        var play = Play.Of(Waves).Deafen("two").Begin();
        AfterTheFirstWave(play);
        Assert.Equal(("Running", "Ready"), (play.Status, play.StepNow));

        play.Pass(PlanDefaults.ReadyWithin - TimeSpan.FromSeconds(1));
        Assert.Equal("Running", play.Status);
        Assert.Equal("Paused", play.Pass(TimeSpan.FromSeconds(1)).Status);
    }

    [Fact]
    public void A_wave_waits_for_a_candidate_that_is_not_on_its_route()
    {
        var play = Play.Of(Waves).Deafen("two").Begin();
        var two = new TargetName("two");
        play.See(new Observation.TrafficRead(two, new ObservedTraffic(Traffic.None, Weight.Zero, HasCandidate: false)));

        AfterTheFirstWave(play);

        Assert.Equal((1, "Ready"), (play.State.Position.Wave, play.StepNow));
        Assert.Equal("Hold", play.Heal("two").Read(0, "two").MeetDesires().StepNow);
    }

    [Fact]
    public void A_router_that_cannot_be_read_is_ready_when_it_has_accepted_weight_0()
    {
        var play = Play.Of(Known.TermsOf(Plan, readsBack: false)).Deafen("main");
        var lack = Assert.Single(StepReadiness.BeforeStart(play.State).OfType<Blocker.TargetNotReady>());

        Assert.Contains("has not accepted weight 0", lack.Say(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            StepReadiness.BeforeStart(play.Heal("main").State),
            blocker => blocker is Blocker.TargetNotReady
        );
    }

    [Fact]
    public void A_write_to_a_router_that_cannot_be_read_shows_that_it_is_reachable_again()
    {
        var play = Play.Of(Known.TermsOf(Plan, readsBack: false)).Begin();
        play.See(Failing.Read(new TargetName("main"), "connection refused"));
        Assert.NotNull(play.Main.ReadFailure);

        play.See(new Observation.WriteAccepted(new TargetName("main"), play.Main.Aim));

        Assert.Null(play.Main.ReadFailure);
    }

    [Fact]
    public void A_flapping_router_is_recorded_again_one_hour_after_its_first_record()
    {
        var play = Play.Begun(Plan);
        var main = new TargetName("main");
        for (var i = 0; i < RouterFailures.RecordsPerHour; i++)
        {
            play.See(Failing.Write(main, $"refused {i}"));
        }

        play.Wait(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.True(RouterFailures.IsFolded(play.State, Failing.Write(main, "later"), play.Now));
        play.Wait(TimeSpan.FromSeconds(1));
        Assert.False(RouterFailures.IsFolded(play.State, Failing.Write(main, "later"), play.Now));
    }

    [Fact]
    public void An_approval_that_is_asked_for_once_is_asked_for_in_the_first_wave()
    {
        var play = Play.Begun(
            Some.Canary(Some.Shift(5), Some.Approve(60, once: true), Some.Hold(10), Some.Bake(10)) with
            {
                Waves = [Some.Wave("one"), Some.Wave("two")],
            }
        );

        Assert.Equal("Approve", play.StepNow);
        AfterTheFirstWave(play.Approve(Actors.Alice));
        Assert.Equal((1, "Hold"), (play.State.Position.Wave, play.StepNow));
    }

    [Fact]
    public void A_comparison_is_not_waited_for_while_the_candidate_has_no_traffic()
    {
        var plan = Some.Canary(Some.Verify(0, 30), Some.Shift(50), Some.Verify(0, 30), Some.Hold(10));
        var play = Play.Begun(plan with { Checks = [Some.Errors] });

        Assert.Equal(("Verify", Weight.Percent(50)), (play.StepNow, play.Main.Aim.Candidate));
    }

    [Fact]
    public void A_verify_is_waived_while_one_of_two_verdicts_is_missing()
    {
        var plan = Some.Canary(Some.Shift(50), Some.Verify(10, 30), Some.Hold(10));
        var play = Play.Begun(plan with { Checks = [Some.Errors, Some.ErrorLimit] })
            .Judge("errors", CheckOutcome.Healthy)
            .Skip();

        Assert.Equal(
            StepOutcome.Waived,
            play.Story.Select(recorded => recorded.Event).OfType<RolloutEvent.StepCompleted>().Last().Outcome
        );
    }

    [Fact]
    public void A_paused_rollout_is_not_skipped_while_a_target_of_an_earlier_wave_is_out_of_place()
    {
        var play = AfterTheFirstWave(Play.Begun(Waves));
        Assert.Equal((1, "Hold"), (play.State.Position.Wave, play.StepNow));

        play.Pause().Read(9_000, "one").Skip();

        Assert.Equal("rollout.resume-first", play.Refusal?.Code);
    }

    [Fact]
    public void A_rollout_with_one_target_at_100_percent_is_not_superseded()
    {
        var play = AfterTheFirstWave(Play.Begun(Waves));
        Assert.NotEqual(Weight.Full, play.State.Targets[1].Furthest);

        play.Supersede();

        Assert.Equal("rollout.too-far-to-supersede", play.Refusal?.Code);
    }

    [Fact]
    public void A_gate_that_says_no_while_the_rollout_is_paused_is_not_recorded()
    {
        var gate = new Instruction.Gate(
            new Address.Url("https://ci.example/smoke"),
            TimeSpan.FromMinutes(15),
            TimeOutAction.Hold,
            Once: false,
            Some.Place
        );
        var play = Play.Begun(Some.Canary(Some.Shift(5), new Step.Do(gate), Some.Hold(10))).Pause();

        play.See(new Observation.GateAnswered(play.State.Position, GateAnswer.No, "2 of 40 failed"));

        Assert.False(play.Happened<RolloutEvent.GateRefused>());
    }

    [Fact]
    public void A_verdict_of_a_check_that_the_rollout_does_not_have_changes_nothing()
    {
        var play = Play.Begun(Plan);
        var version = play.State.Version;

        play.See(
            new Observation.VerdictReached(
                new CheckName("removed"),
                Target: null,
                Generation: 0,
                play.State.Epoch,
                new Verdict(CheckOutcome.Breach, Evidence.Of("of another plan"))
            )
        );

        Assert.Equal(version, play.State.Version);
    }

    [Theory]
    [InlineData(CheckOutcome.NoData, "has no data since")]
    [InlineData(CheckOutcome.SourceFailed, "has a source that fails since")]
    public void The_reason_of_a_policy_says_what_was_wrong(CheckOutcome outcome, string words)
    {
        var policy = new TroublePolicy(TroubleAction.RollBack, TimeSpan.Zero);
        var play = Play.Begun(
                Plan with
                {
                    Checks = [Some.ErrorLimit with { OnNoData = policy, OnSourceFailure = policy }],
                }
            )
            .Judge("error-limit", outcome);

        Assert.Contains(play.Story, recorded => recorded.Reason.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TroubleAction.RollBack)]
    [InlineData(TroubleAction.Hold)]
    [InlineData(TroubleAction.Ignore)]
    public void A_dry_run_without_data_decides_nothing(TroubleAction action)
    {
        var policy = new TroublePolicy(action, TimeSpan.Zero);
        var plan = Some.Canary(Some.Shift(50), Some.Verify(0, 30), Some.Hold(10));
        var dry = Some.Errors with { DryRun = true, OnNoData = policy };
        var play = Play.Begun(plan with { Checks = [Some.ErrorLimit, dry] });

        play.Judge("errors", CheckOutcome.NoData).Judge("error-limit", CheckOutcome.Healthy);

        Assert.Equal(("Running", "Hold"), (play.Status, play.StepNow));
        Assert.Equal(
            StepOutcome.Done,
            play.Story.Select(recorded => recorded.Event).OfType<RolloutEvent.StepCompleted>().Last().Outcome
        );
    }

    [Fact]
    public void A_repeated_write_to_a_router_that_cannot_be_read_is_not_recorded()
    {
        var play = Play.Of(Known.TermsOf(Plan, readsBack: false)).Begin();
        var version = play.State.Version;

        play.See(new Observation.WriteAccepted(new TargetName("main"), play.Main.Aim));

        Assert.Equal(version, play.State.Version);
    }

    [Fact]
    public void A_rollback_names_the_targets_that_it_still_waits_for()
    {
        var play = Play.Begun(Plan with { Waves = [Some.Wave("one", "two")] }).Deafen("one").RollBack();

        var reason = Assert.Single(Standstill.Of(play.State));

        Assert.Contains("'one'", reason, StringComparison.Ordinal);
    }

    private static Play AfterTheFirstWave(Play play) =>
        play.PassMinutes(10).Healthy().PassMinutes(2).Healthy().PassMinutes(10).Healthy();
}

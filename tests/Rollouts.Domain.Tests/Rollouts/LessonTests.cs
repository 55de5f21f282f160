using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>
/// Ways in which rollouts went wrong in the tools that people use today, each as a scenario that must go right here.
/// </summary>
public sealed class LessonTests
{
    [Fact]
    public void A_breach_is_acted_on_at_the_tick_that_found_it()
    {
        var play = Holding().Deafen("main");

        Assert.Equal("RollingBack", play.Judge("error-limit", CheckOutcome.Breach).Status);
    }

    [Fact]
    public void Checks_run_from_the_first_shifted_request_to_the_end_of_the_bake()
    {
        var play = Play.Of(Some.Canary(Some.Shift(50), Some.Hold(10), Some.Bake(10)));
        List<bool> asked = [IsAsked(play)];
        play.Begin();
        asked.Add(IsAsked(play));
        play.Pause();
        asked.Add(IsAsked(play));
        play.Resume().PassMinutes(10).Healthy().PassMinutes(2);
        asked.Add(IsAsked(play));

        Assert.All(asked, Assert.True);
        Assert.False(IsAsked(play.Healthy().PassMinutes(10)));
    }

    [Fact]
    public void Neither_a_pause_nor_a_sick_candidate_nor_a_dead_neighbour_blocks_the_way_back()
    {
        var plan = Some.Canary(Some.Shift(50), Some.Hold(10)) with { Waves = [Some.Wave("dead", "alive")] };
        var play = Play.Begun(plan).Deafen("dead").See(Failing.Read(new TargetName("dead"), "gone"));

        play.Pause().Judge("error-limit", CheckOutcome.Breach);

        Assert.Equal(Traffic.None, play.State.Targets[1].Observed!.Traffic);
    }

    [Fact]
    public void A_router_error_starves_neither_deadlines_nor_checks_nor_other_targets()
    {
        var plan = Some.Canary(Some.Shift(50), Some.Verify(2, 30)) with { Waves = [Some.Wave("dead", "alive")] };
        var play = Play.Begun(plan).Deafen("dead").See(Failing.Read(new TargetName("dead"), "gone"));

        Assert.NotEmpty(play.Desired.Questions);
        Assert.Equal("Paused", play.PassMinutes(30).Status);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("promoted")]
    [InlineData("waiting")]
    public void Abort_is_never_ignored(string when)
    {
        var play = Play.Begun(Some.Canary(Some.Shift(50), Some.Approve(60, once: false)));
        _ = when switch
        {
            "paused" => play.Pause(),
            "promoted" => play.Promote(Actors.Root),
            _ => play,
        };

        Assert.Equal("RolledBack", play.RollBack().Status);
    }

    [Fact]
    public void A_retry_starts_with_fresh_evidence()
    {
        var failed = Holding().Judge("error-limit", CheckOutcome.Breach);
        Assert.Equal("RolledBack", failed.Status);

        var again = Play.Of(failed.State.Spec with { RetryOf = Known.Id }).Begin();
        Assert.All(
            again.State.Checks,
            guard => Assert.Equal((CheckOutcome.Watching, 0), (guard.Outcome, guard.Generation))
        );
    }

    [Fact]
    public void An_empty_result_neither_takes_back_at_once_nor_passes()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(50), Some.Verify(0, 30)))
            .Judge("error-limit", CheckOutcome.NoData);

        Assert.Equal(("Running", "Verify"), (play.PassMinutes(2).Status, play.StepNow));
    }

    [Fact]
    public void A_rollout_killed_between_write_and_read_converges()
    {
        var play = Play.Of(Some.Canary(Some.Shift(50), Some.Hold(10))).Deafen("main").Read(0);
        play.See(new Observation.BlockersChanged([])).Judge("error-limit", CheckOutcome.NoData);

        // The router was written and nobody lived to note it: the next one finds what it wants done already.
        Assert.Equal("Hold", play.Read(5_000).StepNow);
    }

    [Fact]
    public void An_observed_weight_that_is_no_step_makes_nothing_jump() =>
        Assert.Equal(
            (Weight.Percent(50), "Hold"),
            (Holding().Deafen("main").Read(7_700).Main.Aim.Candidate, Holding().Deafen("main").Read(7_700).StepNow)
        );

    [Fact]
    public void Two_quick_clicks_skip_one_step()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10), Some.Shift(20), Some.Hold(10)));
        var seen = play.State.Position;
        play.Command(key => new Command.Promote(key, Actors.Mallory, "click", seen));
        play.Command(key => new Command.Skip(key, Actors.Alice, "click", seen));

        Assert.Equal("rollout.position-passed", play.Refusal?.Code);
    }

    [Fact]
    public void A_restart_gives_no_step_early()
    {
        var play = Holding().PassMinutes(9);
        var restarted = Storage.Serialization.Recorder.Replay(play.Story)!;

        Assert.Equal(
            Domain.Rollouts.Desired.DesiredState.Of(play.State, play.Now).Deadline,
            Domain.Rollouts.Desired.DesiredState.Of(restarted, play.Now).Deadline
        );
        Assert.Equal(play.Now + TimeSpan.FromMinutes(1), play.Desired.Deadline);
    }

    [Fact]
    public void What_was_not_measured_is_called_waived_and_by_whom()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(50), Some.Verify(10, 30)))
            .Skip(Actors.Bob)
            .Healthy()
            .PassMinutes(10);

        Assert.Equal(new Status.Succeeded(play.Now, IsUnproven: true), play.State.Status);
        Assert.Contains(
            play.Story,
            line => line is { Event: RolloutEvent.StepCompleted { Outcome: StepOutcome.Waived }, By.Name: "bob" }
        );
    }

    [Fact]
    public void Weights_are_exactly_what_is_written()
    {
        var play = Play.Begun(
            Some.Canary(
                Some.Shift(20),
                Some.Hold(1),
                Some.Shift(40),
                Some.Hold(1),
                Some.Shift(50),
                Some.Hold(1),
                Some.Bake(0)
            )
        );
        play.PassMinutes(1).PassMinutes(1).Healthy().PassMinutes(1).PassMinutes(2);

        Assert.Equal(
            [20, 40, 50, 100],
            play.Story.Select(line => line.Event)
                .OfType<RolloutEvent.TrafficSeen>()
                .Select(seen => seen.Seen.Traffic.Candidate.BasisPoints / 100)
                .Where(weight => weight > 0)
                .Distinct()
        );
    }

    [Fact]
    public void Desired_applied_and_observed_are_three_things()
    {
        var play = Holding().Deafen("main").RollBack();
        play.See(new Observation.WriteAccepted(new TargetName("main"), Traffic.None));

        Assert.Equal(
            (Weight.Zero, Weight.Zero, Weight.Percent(50)),
            (play.Main.Aim.Candidate, play.Main.Applied!.Candidate, play.Main.Observed!.Traffic.Candidate)
        );
    }

    [Fact]
    public void A_check_of_a_finished_wave_still_takes_every_wave_back()
    {
        var perTarget = Some.ErrorLimit with
        {
            Subject = new Subject.Counts(Query.Text("r{t=\"{target}\"}"), Query.Text("e{t=\"{target}\"}")),
        };
        var plan = Some.Canary(Some.Shift(50), Some.Hold(10), Some.Bake(0)) with
        {
            Waves = [Some.Wave("one"), Some.Wave("two")],
            Checks = [perTarget],
        };
        var play = Play.Begun(plan).PassMinutes(10).Healthy().PassMinutes(2);
        Assert.Equal(1, play.State.Position.Wave);

        play.Judge("error-limit", CheckOutcome.Breach, "one");
        Assert.Equal("RolledBack", play.Status);
    }

    private static bool IsAsked(Play play) => !play.Desired.Questions.IsEmpty;

    private static Play Holding() => Play.Begun(Some.Canary(Some.Shift(50), Some.Hold(10)));
}

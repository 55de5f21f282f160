using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Somebody else's hand on the route: less is a wish, more is a mistake, and neither is progress.</summary>
public sealed class DriftTests
{
    [Fact]
    public void Less_for_the_candidate_is_somebodys_rollback_and_is_never_restored()
    {
        var play = Holding().Read(0).MeetDesires();

        Assert.Equal(new Status.Paused(PauseKind.Drift, play.Now), play.State.Status);
        Assert.Equal((Weight.Zero, Weight.Zero), (play.Main.Aim.Candidate, play.Main.Observed!.Traffic.Candidate));
    }

    [Fact]
    public void Less_is_put_right_only_when_a_person_says_so()
    {
        var play = Holding().Read(0).MeetDesires().Resume();

        Assert.Equal(("Running", Weight.Percent(25)), (play.Status, play.Main.Observed!.Traffic.Candidate));
    }

    [Fact]
    public void Nobody_skips_past_traffic_that_is_not_where_it_should_be() =>
        Assert.Equal("rollout.resume-first", Holding().Read(0).MeetDesires().Skip().Refusal?.Code);

    [Fact]
    public void More_is_written_back_at_once()
    {
        var play = Holding().Deafen("main").Read(9_000);
        Assert.Equal(("Running", Weight.Percent(25)), (play.Status, play.Desired.Targets[0].Traffic!.Candidate));
        Assert.True(play.Happened<RolloutEvent.DriftedUp>());

        Assert.Equal(Weight.Percent(25), play.Heal("main").Main.Observed!.Traffic.Candidate);
    }

    [Fact]
    public void More_that_returns_within_a_minute_pauses()
    {
        var play = Holding().Read(9_000).MeetDesires().Pass(TimeSpan.FromSeconds(50)).Read(9_000);

        Assert.Equal(new Status.Paused(PauseKind.Drift, play.Now), play.State.Status);
    }

    [Fact]
    public void More_that_returns_later_is_put_right_again() =>
        Assert.Equal("Running", Holding().Read(9_000).MeetDesires().Pass(TimeSpan.FromSeconds(61)).Read(9_000).Status);

    [Fact]
    public void The_same_foreign_weight_read_twice_before_it_is_put_right_is_one_drift()
    {
        var play = Holding().Deafen("main").Read(9_000).Read(9_000);

        Assert.Equal("Running", play.Status);
        Assert.Single(play.Story, line => line.Event is RolloutEvent.DriftedUp);
    }

    [Fact]
    public void A_weight_that_is_not_in_the_list_of_steps_is_drift_and_never_progress()
    {
        var play = Holding().Deafen("main").Read(10_000);

        Assert.Equal(("Hold", Weight.Percent(25)), (play.StepNow, play.Main.Aim.Candidate));
    }

    [Fact]
    public void No_step_ends_while_traffic_is_astray()
    {
        var play = Holding().Deafen("main").PassMinutes(9).Read(9_000).PassMinutes(1);
        Assert.Equal(("Running", "Hold"), (play.Status, play.StepNow));

        Assert.Equal(Weight.Percent(50), play.Heal("main").Main.Aim.Candidate);
    }

    [Fact]
    public void A_stale_reading_of_what_we_wrote_before_is_no_drift()
    {
        var play = Holding().Deafen("main").PassMinutes(10);
        Assert.Equal((Weight.Percent(50), "Shift"), (play.Main.Aim.Candidate, play.StepNow));

        Assert.Equal("Running", play.Read(2_500).Status);
        Assert.Equal("Hold", play.Read(5_000).StepNow);
    }

    [Fact]
    public void A_third_share_stops_it()
    {
        var play = Holding().Read(2_500, other: 500);

        Assert.Equal(new Status.Paused(PauseKind.Drift, play.Now), play.State.Status);
    }

    [Fact]
    public void On_the_way_back_every_weight_above_zero_is_only_not_there_yet()
    {
        var play = Holding().Deafen("main").RollBack().Read(9_000).Read(1_000);

        Assert.Equal(("RollingBack", Traffic.None), (play.Status, play.Desired.Targets[0].Traffic));
    }

    [Fact]
    public void Somebody_who_takes_it_to_zero_during_a_bake_is_left_alone() =>
        Assert.Equal(
            Weight.Zero,
            Play.Begun(Some.Canary(Some.Shift(100), Some.Bake(10)))
                .Read(0)
                .MeetDesires()
                .Main.Observed!.Traffic.Candidate
        );

    private static Play Holding() =>
        Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10), Some.Shift(50), Some.Hold(10)));
}

using Rollouts.Analysis;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>A restored store wants what the world has left behind.</summary>
public sealed class StoreHoldTests
{
    private static Domain.Plans.Plan Plan => Some.Canary(Some.Shift(25), Some.Hold(10), Some.Shift(50), Some.Hold(10));

    [Theory]
    [InlineData(StoreHoldKind.Unacknowledged)]
    [InlineData(StoreHoldKind.Acknowledged)]
    [InlineData(StoreHoldKind.Reread)]
    public void A_stored_way_back_is_not_written_before_a_reading(StoreHoldKind kind)
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main").RollBack(), kind);

        Assert.DoesNotContain(play.Desired.Targets, want => want.IsPending);
        Assert.Equal("RollingBack", play.Status);
    }

    [Theory]
    [InlineData(2_500, 0, true)]
    [InlineData(0, 0, true)]
    [InlineData(3_000, 0, false)]
    [InlineData(10_000, 0, false)]
    [InlineData(0, 10_000, false)]
    public void An_acknowledged_restore_goes_on_where_the_router_shows_no_more_than_was_asked_for(
        int candidate,
        int other,
        bool goesOn
    )
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main").RollBack(), StoreHoldKind.Acknowledged);

        play.Read(candidate, other: other);

        Assert.Equal(goesOn, play.State.Hold is null);
    }

    [Fact]
    public void A_way_back_from_100_percent_is_held_by_100_percent_which_may_be_a_newer_success()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10))).Promote(Actors.Root).Healthy();
        Assert.Equal(Weight.Full, play.Main.Furthest);

        BackInTime(play.Deafen("main").RollBack(), StoreHoldKind.Acknowledged).Read(10_000);

        Assert.NotNull(play.State.Hold);
    }

    [Fact]
    public void Seconds_that_were_lost_are_over_with_a_reading_whatever_it_shows()
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main").RollBack(), StoreHoldKind.Reread);

        play.Read(10_000);

        Assert.Null(play.State.Hold);
        Assert.Contains(play.Desired.Targets, want => want.IsPending);
    }

    [Fact]
    public void An_unacknowledged_restore_is_not_over_with_a_reading() =>
        Assert.NotNull(
            BackInTime(Play.Begun(Plan).Deafen("main").RollBack(), StoreHoldKind.Unacknowledged).Read(0).State.Hold
        );

    [Fact]
    public void A_step_that_was_taken_back_since_is_not_repeated()
    {
        // The shift to 25 % was decided and not seen yet when the backup was made.
        var play = BackInTime(Play.Begun(Plan).Deafen("main"), StoreHoldKind.Acknowledged);

        play.Read(0);

        Assert.Null(play.State.Hold);
        Assert.Equal(("Paused", Weight.Zero), (play.Status, play.Main.Aim.Candidate));
    }

    [Fact]
    public void A_fresh_breach_takes_a_held_rollout_back_at_once()
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main"), StoreHoldKind.Unacknowledged);
        play.Wait(TimeSpan.FromSeconds(1));

        play.Judge("error-limit", CheckOutcome.Breach);

        Assert.Equal("RollingBack", play.Status);
        Assert.Null(play.State.Hold);
        Assert.Contains(play.Desired.Targets, want => want is { IsRollback: true, IsPending: true });
    }

    [Fact]
    public void A_person_takes_a_held_rollout_back_at_once()
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main"), StoreHoldKind.Unacknowledged);
        play.Wait(TimeSpan.FromSeconds(1));

        Assert.Contains(play.RollBack().Desired.Targets, want => want is { IsRollback: true, IsPending: true });
    }

    [Fact]
    public void A_limit_of_the_lost_world_takes_nothing_back_while_it_is_held()
    {
        var play = BackInTime(Play.Begun(Plan), StoreHoldKind.Unacknowledged);

        play.Pass(TimeSpan.FromDays(30));

        Assert.Equal("Running", play.Status);
        Assert.False(play.Happened<RolloutEvent.RollbackStarted>());
    }

    [Fact]
    public void A_queued_rollout_that_is_held_does_not_begin()
    {
        var play = BackInTime(Play.Of(Plan), StoreHoldKind.Unacknowledged);

        Assert.Equal("Queued", play.Begin().Status);
        Assert.Equal(
            "Running",
            play.Command(key => new Command.Confirm(key, Actors.Root, "it may go", play.State.Position)).Status
        );
    }

    [Fact]
    public void A_confirmation_is_refused_where_nothing_is_held()
    {
        var play = Play.Begun(Plan);

        play.Command(key => new Command.Confirm(key, Actors.Root, "fine", play.State.Position));

        Assert.Equal("rollout.not-held", play.Refusal?.Code);
    }

    [Theory]
    [InlineData(StoreHoldKind.Acknowledged, StoreHoldKind.Acknowledged)]
    [InlineData(StoreHoldKind.Reread, StoreHoldKind.Unacknowledged)]
    public void A_restore_may_be_acknowledged_after_it_was_noticed(StoreHoldKind then, StoreHoldKind kept)
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main"), StoreHoldKind.Unacknowledged);

        play.See(new Observation.StoreWentBack(new StoreHold(play.Now, then)));

        Assert.Equal(kept, play.State.Hold?.Kind);
    }

    [Fact]
    public void A_restore_that_is_already_known_is_not_recorded_again()
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main"), StoreHoldKind.Unacknowledged);
        var earlier = play.Now - TimeSpan.FromMinutes(1);
        var version = play.State.Version;

        play.See(new Observation.StoreWentBack(new StoreHold(play.Now, StoreHoldKind.Unacknowledged)));
        play.See(new Observation.StoreWentBack(new StoreHold(earlier, StoreHoldKind.Unacknowledged)));

        Assert.Equal(version, play.State.Version);
    }

    [Fact]
    public void A_confirmation_compares_what_was_seen_while_it_was_held()
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main"), StoreHoldKind.Unacknowledged).Read(1_000);
        Assert.Equal("Running", play.Status);

        play.Command(key => new Command.Confirm(key, Actors.Root, "go on", play.State.Position));

        Assert.True(play.Happened<RolloutEvent.DriftedDown>());
        Assert.Equal("Paused", play.Status);
    }

    [Theory]
    [InlineData(StoreHoldKind.Reread, 0, true)]
    [InlineData(StoreHoldKind.Acknowledged, 0, true)]
    [InlineData(StoreHoldKind.Acknowledged, 10_000, false)]
    public void A_hold_waits_for_every_router(StoreHoldKind kind, int secondShows, bool goesOn)
    {
        var two = Plan with { Waves = [Some.Wave("one", "two")] };
        var play = BackInTime(Play.Begun(two).Deafen("one").Deafen("two").RollBack(), kind);

        play.Read(0, "one");
        Assert.NotNull(play.State.Hold);

        play.Read(secondShows, "two");
        Assert.Equal(goesOn, play.State.Hold is null);
    }

    [Fact]
    public void A_person_who_rolls_back_again_ends_the_hold_of_a_rollback()
    {
        var play = BackInTime(Play.Begun(Plan).Deafen("main").RollBack(), StoreHoldKind.Unacknowledged);

        Assert.Null(play.RollBack().State.Hold);
        Assert.Contains(play.Desired.Targets, want => want is { IsRollback: true, IsPending: true });
    }

    private static Play BackInTime(Play play, StoreHoldKind kind)
    {
        play.Wait(TimeSpan.FromMinutes(1));
        return play.See(new Observation.StoreWentBack(new StoreHold(play.Now, kind)));
    }
}

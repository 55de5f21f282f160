using Rollouts.Analysis;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>
/// A router that can be read and refuses writes made a rollout write
/// seven records a second.
/// </summary>
public sealed class RouterFailureTests
{
    private static readonly TargetName Main = new("main");

    [Fact]
    public void A_successful_read_does_not_end_a_failed_write()
    {
        var play = Refused("permission denied");
        var version = play.State.Version;

        play.Read(0).See(Failing.Write(Main, "permission denied")).Read(0);

        Assert.Equal(version, play.State.Version);
        Assert.Equal("permission denied", play.Main.WriteFailure?.Error);
        Assert.Null(play.Main.ReadFailure);
    }

    [Fact]
    public void A_failure_is_recorded_when_it_begins_when_its_message_changes_and_when_it_ends()
    {
        var play = Refused("permission denied");
        var began = play.Main.WriteFailure!.Since;

        play.PassMinutes(1).See(Failing.Write(Main, "permission denied"));
        play.See(Failing.Write(Main, "read only"));
        Assert.Equal("read only", play.Main.WriteFailure?.Error);
        Assert.Equal(began, play.Main.WriteFailure?.Since);

        play.See(new Observation.WriteAccepted(Main, play.Main.Aim));
        Assert.Null(play.Main.WriteFailure);
        Assert.Equal(3, Records(play).Count);
    }

    [Fact]
    public void A_failure_that_flaps_is_recorded_twenty_times_an_hour_and_says_how_many_were_folded()
    {
        var play = Refused("denied 0");
        for (var i = 1; i <= 100; i++)
        {
            play.See(Failing.Write(Main, $"denied {i}"));
        }

        Assert.Equal(RouterFailures.RecordsPerHour, Records(play).Count);
        Assert.True(RouterFailures.IsFolded(play.State, Failing.Write(Main, "denied 101"), play.Now));

        play.PassMinutes(61);
        Assert.False(RouterFailures.IsFolded(play.State, Failing.Write(Main, "denied 101"), play.Now));
        play.See(Failing.Write(Main, "denied 101") with { Folded = 81 });
        Assert.Equal(81, Assert.IsType<RolloutEvent.RouterLost>(Records(play)[^1]).Folded);
    }

    [Fact]
    public void The_bound_holds_for_each_direction_by_itself()
    {
        var play = Refused("denied 0");
        for (var i = 1; i <= 30; i++)
        {
            play.See(Failing.Write(Main, $"denied {i}"));
        }

        play.See(Failing.Read(Main, "unreachable"));

        Assert.Equal("unreachable", play.Main.ReadFailure?.Error);
    }

    [Fact]
    public void A_failed_write_ends_when_an_operator_did_by_hand_what_was_refused()
    {
        var play = Refused("permission denied").Pause();
        Assert.IsType<Status.Paused>(play.State.Status);

        play.Read(500);

        Assert.Null(play.Main.WriteFailure);
    }

    private static Play Refused(string error) =>
        Play.Of(Some.Canary(Some.Shift(5), Some.Hold(10)))
            .Deafen("main")
            .Read(0)
            .See(new Observation.BlockersChanged([]))
            .Judge("error-limit", CheckOutcome.Watching)
            .See(Failing.Write(Main, error));

    private static List<RolloutEvent> Records(Play play) =>
        [
            .. play
                .Story.Select(recorded => recorded.Event)
                .Where(happened =>
                    happened
                        is RolloutEvent.RouterLost { Direction: RouterDirection.Write }
                            or RolloutEvent.RouterFound { Direction: RouterDirection.Write }
                ),
        ];
}

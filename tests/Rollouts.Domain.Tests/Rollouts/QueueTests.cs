using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Queued: accepted, and waiting, and it says for what.</summary>
public sealed class QueueTests
{
    private static readonly Plan Plan = Some.Canary(Some.Shift(5)) with
    {
        RollBackOn = new RollBackOn(["checkout-5xx"], []),
    };

    [Fact]
    public void Says_each_thing_that_is_in_the_way_and_goes_on_when_the_last_is_gone()
    {
        var play = Play.Of(Plan);
        Assert.Equal(["NotLooked", "TargetNotReady", "NoAnswer"], Obstacles(play));

        play.See(new Observation.BlockersChanged([]));
        Assert.Equal(["TargetNotReady", "NoAnswer"], Obstacles(play));

        play.MeetDesires();
        Assert.Equal(["NoAnswer"], Obstacles(play));

        play.Judge("error-limit", CheckOutcome.NoData);
        Assert.Equal("Running", play.Status);
    }

    [Fact]
    public void Looks_at_everything_anew_when_another_backend_has_become_stable()
    {
        var play = Play.Of(Plan).See(new Observation.BlockersChanged([])).MeetDesires();
        play.See(new Observation.StableMoved(Known.Swapped(play.State.Spec.Targets)));

        Assert.Equal(("blue", "green"), (play.Main.Spec.Candidate.Value, play.Main.Spec.Stable.Value));
        Assert.Equal(["TargetNotReady", "NoAnswer"], Obstacles(play));
        Assert.Equal(1, play.State.Checks[0].Generation);
        Assert.Equal("Running", play.MeetDesires().Judge("error-limit", CheckOutcome.NoData).Status);
        play.See(new Observation.StableMoved(Known.Swapped(play.State.Spec.Targets)));
        Assert.Equal("blue", play.Main.Spec.Candidate.Value);
    }

    [Fact]
    public void Waits_for_the_running_rollout_of_the_same_service() =>
        AssertWaits(new Observation.BlockersChanged([new Blocker.OtherRollout(Known.Newer, new VersionName("v1"))]));

    [Fact]
    public void Waits_for_a_free_slot() => AssertWaits(new Observation.BlockersChanged([new Blocker.NoSlot(3)]));

    [Fact]
    public void Waits_for_the_end_of_a_freeze() => AssertWaits(new Observation.FreezesChanged([new("weekend")]));

    [Fact]
    public void Waits_for_an_alarm_that_rings_already() =>
        AssertWaits(new Observation.AlarmChanged("checkout-5xx", IsRinging: true));

    [Fact]
    public void Does_not_wait_for_an_alarm_that_the_plan_does_not_name() =>
        Assert.Equal(
            "Running",
            Ready().See(new Observation.AlarmChanged("payments-5xx", IsRinging: true)).Begin().Status
        );

    [Fact]
    public void Waits_while_a_check_is_broken_before_any_traffic_has_moved()
    {
        var play = Play.Of(Plan)
            .See(new Observation.BlockersChanged([]))
            .MeetDesires()
            .Judge("error-limit", CheckOutcome.Breach);

        Assert.Equal(("Queued", "AlreadyBroken"), (play.Status, Assert.Single(Obstacles(play))));
    }

    [Theory]
    [InlineData(500, 0, "gets 5% of the traffic already")]
    [InlineData(0, 100, "backends of neither version get 1%")]
    public void Waits_for_a_target_that_is_not_at_zero(int candidate, int other, string because)
    {
        var play = Play.Of(Plan).See(new Observation.BlockersChanged([])).Read(candidate, other: other);

        Assert.Equal("Queued", play.Status);
        Assert.Contains(because, Say(play), StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_for_a_Deployment_that_lacks_something_and_says_what()
    {
        var seen = ObservedTraffic.Of(Traffic.None) with { DeploymentLack = "Deployment shop/green is scaled to 0" };
        var play = Play.Of(Plan)
            .See(new Observation.BlockersChanged([]))
            .See(new Observation.TrafficRead(new TargetName("main"), seen));

        Assert.Equal(["TargetNotReady", "NoAnswer"], Obstacles(play));
        Assert.Contains("Deployment shop/green is scaled to 0", Say(play), StringComparison.Ordinal);

        play.See(new Observation.TrafficRead(new TargetName("main"), ObservedTraffic.Of(Traffic.None)));
        Assert.Equal(["NoAnswer"], Obstacles(play));
    }

    [Fact]
    public void Never_writes_to_a_router_that_can_be_read_before_it_has_begun() =>
        Assert.All(Play.Of(Plan).Read(500).Desired.Targets, want => Assert.Null(want.Traffic));

    [Fact]
    public void Has_the_candidates_backend_added_before_it_begins()
    {
        var terms = Known.TermsOf(Plan);
        var play = Play.Of(terms with { Targets = [terms.Targets[0] with { AddsBackend = true }] })
            .See(new Observation.BlockersChanged([]))
            .See(
                new Observation.TrafficRead(
                    new TargetName("main"),
                    new ObservedTraffic(Traffic.None, Weight.Zero, HasCandidate: false)
                )
            );

        Assert.True(play.Desired.Targets[0].AddCandidate);
        Assert.Contains("is not on the route yet", Say(play), StringComparison.Ordinal);

        play.Begin();
        Assert.Equal(("Running", false), (play.Status, play.Desired.Targets[0].AddCandidate));
    }

    [Fact]
    public void Writes_zero_to_a_router_that_cannot_be_read_and_takes_its_word()
    {
        var play = Play.Of(Known.TermsOf(Plan, readsBack: false)).See(new Observation.BlockersChanged([]));
        Assert.Equal(Traffic.None, play.Desired.Targets[0].Traffic);

        Assert.Equal("Running", play.Begin().Status);
    }

    [Fact]
    public void Is_cancelled_when_it_has_waited_for_as_long_as_it_may()
    {
        var play = Play.Of(Plan).Pass(PlanDefaults.QueuedAtMost - TimeSpan.FromSeconds(1));
        Assert.Equal("Queued", play.Status);

        Assert.Equal("Cancelled", play.Pass(TimeSpan.FromSeconds(1)).Status);
    }

    [Fact]
    public void Is_cancelled_by_a_rollback_since_no_traffic_ever_moved() =>
        Assert.Equal("Cancelled", Play.Of(Plan).RollBack().Status);

    [Fact]
    public void Gives_way_to_a_newer_version_at_once() => Assert.Equal("Superseded", Play.Of(Plan).Supersede().Status);

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("skip")]
    [InlineData("promote")]
    [InlineData("approve")]
    public void Takes_no_command_that_needs_it_running(string command)
    {
        var play = Play.Of(Plan);
        _ = command switch
        {
            "pause" => play.Pause(),
            "resume" => play.Resume(),
            "skip" => play.Skip(),
            "promote" => play.Promote(),
            _ => play.Approve(Actors.Alice),
        };

        Assert.NotNull(play.Refusal);
        Assert.Equal("Queued", play.Status);
    }

    private static Play Ready() => Play.Of(Plan);

    private static void AssertWaits(Observation observation)
    {
        var play = Play.Begun(Plan);
        Assert.Equal("Running", play.Status);

        var waiting = Play.Of(Plan).See(new Observation.BlockersChanged([])).See(observation).MeetDesires();
        waiting.Judge("error-limit", CheckOutcome.NoData);

        Assert.Equal("Queued", waiting.Status);
        Assert.Single(Obstacles(waiting));
    }

    private static IEnumerable<string> Obstacles(Play play) =>
        StepReadiness.BeforeStart(play.State).Select(blocker => blocker.GetType().Name);

    private static string Say(Play play) =>
        string.Join("; ", StepReadiness.BeforeStart(play.State).Select(blocker => blocker.Say()));
}

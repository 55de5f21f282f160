using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Nothing succeeds on silence: full traffic needs a verdict of every required check.</summary>
public sealed class SilenceTests
{
    // Finding 9, first form: shift 20 %, hold, shift 100 %, no bake, and every check says NoData.
    [Fact]
    public void A_release_whose_checks_have_no_data_gets_no_full_traffic()
    {
        var play = Play.Begun(Held).Judge("error-limit", CheckOutcome.NoData).PassMinutes(1);
        Assert.Equal(("Running", "Verify"), (play.Status, play.StepNow));

        play.PassMinutes(3);
        Assert.Equal(new Status.Paused(PauseKind.Check, play.Now), play.State.Status);

        play.PassMinutes(24 * 60);
        Assert.Equal("RolledBack", play.Status);
        Assert.Equal(Weight.Percent(20), MostTraffic(play));
    }

    // Finding 9, second form: a check that is asked too seldom never had a value.
    [Fact]
    public void A_release_whose_check_never_answered_holds_before_full_traffic()
    {
        var play = Play.Begun(Held).PassMinutes(1).PassMinutes(30);

        Assert.Equal(("Paused", "Verify"), (play.Status, play.StepNow));
        Assert.Equal(Weight.Percent(20), MostTraffic(play));
    }

    [Fact]
    public void A_check_that_is_ignored_without_data_leaves_the_release_unproven_and_is_named()
    {
        var ignored = Some.ErrorLimit with
        {
            OnNoData = new TroublePolicy(TroubleAction.Ignore, TimeSpan.FromMinutes(3)),
        };
        var play = Play.Begun(Held with { Checks = [ignored] })
            .Judge("error-limit", CheckOutcome.NoData)
            .PassMinutes(1)
            .PassMinutes(3);

        Assert.Equal(new Status.Succeeded(play.Now, IsUnproven: true), play.State.Status);
        var waived = Assert.Single(
            play.Story,
            line => line.Event is RolloutEvent.StepCompleted { Outcome: StepOutcome.Undecided }
        );
        Assert.Contains("error-limit", waived.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wave_waits_for_a_verdict_of_its_own()
    {
        var play = Play.Begun(Held with { Waves = [Some.Wave("one"), Some.Wave("two")] })
            .PassMinutes(1)
            .Healthy()
            .PassMinutes(2)
            .PassMinutes(1);
        Assert.Equal((1, "Verify"), (play.State.Position.Wave, play.StepNow));

        play.PassMinutes(30);
        Assert.Equal("Paused", play.Status);
    }

    // The judge hears of a preview as it hears of a shift: what it saw before says nothing of the candidate.
    [Fact]
    public void A_preview_is_judged_by_what_was_seen_of_it()
    {
        var plan = Some.Canary() with
        {
            Strategy = new Strategy.BlueGreen
            {
                Preview = new Instruction.Route(
                    [RequestMatch.Header("x-preview", "1")],
                    TimeSpan.FromMinutes(2),
                    Some.Place
                ),
                At = Some.Place,
            },
        };
        var play = Play.Of(plan).Judge("error-limit", CheckOutcome.Healthy).Begin();
        Assert.Equal((1, "Verify"), (play.State.Epoch, play.StepNow));
        Assert.Equal(Split.Preview, Assert.Single(play.Desired.Questions).Split);

        Assert.Equal("Verify", play.PassMinutes(2).StepNow);
        Assert.Equal("Bake", play.Healthy().StepNow);
    }

    private static Plan Held => Some.Canary(Some.Shift(20), Some.Hold(1), Some.Bake(0));

    private static Weight MostTraffic(Play play) =>
        play
            .Story.Select(line => line.Event)
            .OfType<RolloutEvent.TrafficSeen>()
            .Max(seen => seen.Seen.Traffic.Candidate);
}

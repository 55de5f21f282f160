using Rollouts.Analysis;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>The straight way of a release.</summary>
public sealed class WalkTests
{
    [Fact]
    public void Goes_from_the_queue_over_every_step_to_success()
    {
        var play = Play.Begun(
            Some.Canary(Some.Shift(5), Some.Verify(2, 30), Some.Shift(50), Some.Hold(10), Some.Bake(60))
        );

        Assert.Equal(("Running", "Verify"), (play.Status, play.StepNow));
        Assert.Equal(Weight.Percent(5), play.Main.Aim.Candidate);

        play.Healthy().PassMinutes(2);
        Assert.Equal((Weight.Percent(50), "Hold"), (play.Main.Aim.Candidate, play.StepNow));

        play.PassMinutes(10);
        Assert.Equal((Weight.Percent(50), "Verify"), (play.Main.Aim.Candidate, play.StepNow));

        play.Healthy().PassMinutes(2);
        Assert.Equal((Weight.Full, "Bake"), (play.Main.Aim.Candidate, play.StepNow));

        play.PassMinutes(60).Healthy();
        Assert.Equal(new Status.Succeeded(play.Now, IsUnproven: false), play.State.Status);
    }

    [Fact]
    public void Waits_in_the_queue_until_nothing_is_in_the_way_and_says_what_is()
    {
        var play = Play.Of(Some.Canary(Some.Shift(5)));
        Assert.Contains("has not been looked at", Obstacles(play), StringComparison.Ordinal);

        play.See(new Domain.Rollouts.Inputs.Observation.BlockersChanged([]));
        Assert.Contains("has not been read yet", Obstacles(play), StringComparison.Ordinal);

        play.MeetDesires();
        Assert.Contains("has not answered", Obstacles(play), StringComparison.Ordinal);

        play.Judge("error-limit", CheckOutcome.NoData);
        Assert.Equal("Running", play.Status);
    }

    private static string Obstacles(Play play) =>
        string.Join(
            "; ",
            Domain.Rollouts.Deciding.StepReadiness.BeforeStart(play.State).Select(blocker => blocker.Say())
        );
}

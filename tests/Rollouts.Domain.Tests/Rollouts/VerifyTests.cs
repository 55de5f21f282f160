using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>A verify is done when every required check is healthy; time alone proves nothing.</summary>
public sealed class VerifyTests
{
    [Fact]
    public void Waits_for_its_least_time_even_when_all_is_well()
    {
        var play = Begun().Healthy().PassMinutes(1.9);
        Assert.Equal("Verify", play.StepNow);

        Assert.Equal("Bake", play.PassMinutes(0.1).StepNow);
    }

    [Fact]
    public void Goes_on_the_moment_the_last_verdict_is_there()
    {
        var play = Begun().PassMinutes(5);
        Assert.Equal("Verify", play.StepNow);

        Assert.Equal("Bake", play.Healthy().StepNow);
    }

    [Fact]
    public void Believes_no_verdict_that_was_reached_before_the_last_shift()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Verify(0, 30), Some.Shift(50), Some.Verify(0, 30)));
        var late = new Observation.VerdictReached(
            new CheckName("error-limit"),
            null,
            Generation: 0,
            play.State.Epoch,
            new Verdict(CheckOutcome.Healthy, Evidence.Of("at 5 %"))
        );
        play.Healthy();
        Assert.Equal((Weight.Percent(50), "Verify"), (play.Main.Aim.Candidate, play.StepNow));

        Assert.Equal("Verify", play.See(late).StepNow);
        Assert.Equal("Bake", play.Healthy().StepNow);
    }

    [Theory]
    [InlineData(UndecidedAction.Hold, "Paused")]
    [InlineData(UndecidedAction.RollBack, "RolledBack")]
    [InlineData(UndecidedAction.Advance, "Running")]
    public void Does_what_the_plan_says_when_time_is_up_and_nothing_is_decided(
        UndecidedAction otherwise,
        string status
    ) => Assert.Equal(status, Begun(otherwise).PassMinutes(30).Status);

    [Fact]
    public void Calls_a_release_unproven_that_went_on_undecided()
    {
        var play = Begun(UndecidedAction.Advance).PassMinutes(30).Healthy().PassMinutes(10);

        Assert.Equal(new Status.Succeeded(play.Now, IsUnproven: true), play.State.Status);
        Assert.Contains(
            play.Story,
            recorded => recorded.Event is RolloutEvent.StepCompleted { Outcome: StepOutcome.Undecided }
        );
    }

    [Theory]
    [InlineData(TroubleAction.RollBack, "RolledBack")]
    [InlineData(TroubleAction.Ignore, "Running")]
    public void Lets_a_check_say_for_itself_what_undecided_does(TroubleAction onUndecided, string status)
    {
        var plan = Plan(UndecidedAction.Hold) with { Checks = [Some.ErrorLimit with { OnUndecided = onUndecided }] };

        Assert.Equal(status, Play.Begun(plan).PassMinutes(30).Status);
    }

    [Fact]
    public void Waits_for_no_dry_run()
    {
        var plan = Plan(UndecidedAction.Hold) with
        {
            Checks = [Some.ErrorLimit, Some.ErrorLimit with { Name = new CheckName("trial"), DryRun = true }],
        };
        var play = Play.Begun(plan)
            .Judge("error-limit", CheckOutcome.Healthy)
            .Judge("trial", CheckOutcome.Breach)
            .PassMinutes(2);

        Assert.Equal("Bake", play.StepNow);
    }

    [Fact]
    public void Keeps_the_evidence_and_gets_a_new_deadline_when_it_is_resumed()
    {
        var play = Begun().PassMinutes(30);
        Assert.Equal("Paused", play.Status);

        play.Resume().PassMinutes(29);
        Assert.Equal(("Running", "Verify"), (play.Status, play.StepNow));
        Assert.Equal("Bake", play.Healthy().StepNow);
    }

    [Fact]
    public void Rests_a_comparison_where_only_one_version_gets_traffic()
    {
        var plan = Some.Canary(
            Some.Shift(50),
            Some.Verify(1, 30),
            Some.Shift(100),
            Some.Verify(1, 30),
            Some.Bake(0)
        ) with
        {
            Checks = [Some.Errors],
        };
        var play = Play.Begun(plan).Healthy().PassMinutes(1);
        Assert.Equal((Weight.Full, "Verify"), (play.Main.Aim.Candidate, play.StepNow));

        Assert.Equal("Succeeded", play.Judge("errors", CheckOutcome.NotApplicable).PassMinutes(1).Status);
    }

    [Fact]
    public void Watches_a_preview_by_absolute_checks_alone()
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
                Verify = (Instruction.Verify)((Step.Do)Some.Verify(1, 30)).Instruction,
                At = Some.Place,
            },
        };
        var play = Play.Begun(plan);
        Assert.Equal(("Verify", Weight.Zero), (play.StepNow, play.Main.Aim.Candidate));

        play.Healthy().PassMinutes(1);
        Assert.Equal((Weight.Full, "Bake"), (play.Main.Aim.Candidate, play.StepNow));
        Assert.Empty(play.Main.Observed!.Traffic.Matches);
    }

    private static Play Begun(UndecidedAction otherwise = UndecidedAction.Hold) => Play.Begun(Plan(otherwise));

    private static Plan Plan(UndecidedAction otherwise) =>
        Some.Canary(
            Some.Shift(5),
            new Step.Do(
                new Instruction.Verify(
                    TimeSpan.FromMinutes(2),
                    TimeSpan.FromMinutes(30),
                    Requests: 100,
                    Prove: null,
                    otherwise,
                    Some.Place
                )
            )
        );
}

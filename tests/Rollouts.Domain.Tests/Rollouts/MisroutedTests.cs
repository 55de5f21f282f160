using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>A router that misroutes holds, rolls back or is ignored, and is waited for nowhere.</summary>
public sealed class MisroutedTests
{
    private const string Share = "share";

    [Theory]
    [InlineData(TroubleAction.Hold, "Paused")]
    [InlineData(TroubleAction.RollBack, "RolledBack")]
    [InlineData(TroubleAction.Ignore, "Running")]
    public void Each_action_does_what_the_plan_says(TroubleAction action, string status)
    {
        var play = Begun(action).Judge(Share, CheckOutcome.Misrouted);

        Assert.Equal(status, play.Status);
        Assert.Single(
            play.Story,
            line => line.Event is RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.Misrouted }
        );
    }

    [Fact]
    public void A_hold_says_that_comparisons_stay_valid()
    {
        var play = Begun(TroubleAction.Hold).Judge(Share, CheckOutcome.Misrouted);

        var paused = Assert.Single(play.Story, line => line.Event is RolloutEvent.Paused);
        Assert.Equal(
            "the router misroutes (share): the test says Misrouted; comparisons with the baseline stay valid, because "
                + "they count the served requests",
            paused.Reason
        );
    }

    [Fact]
    public void Who_resumes_has_seen_it_so_its_evidence_is_gathered_anew()
    {
        var play = Begun(TroubleAction.Hold).Judge(Share, CheckOutcome.Misrouted).Resume();

        Assert.Equal("Running", play.Status);
        Assert.True(play.Happened<RolloutEvent.EvidenceRenewed>());
    }

    [Fact]
    public void No_start_waits_for_its_answer_and_no_verify_for_its_verdict()
    {
        var play = Play.Of(Terms(Plan(TroubleAction.Hold)));
        play.See(new Observation.BlockersChanged([])).MeetDesires();
        play.Judge("error-limit", CheckOutcome.Watching);
        Assert.Equal("Running", play.Status);

        play.Judge("error-limit", CheckOutcome.Healthy).PassMinutes(3);
        Assert.NotEqual("Verify", play.StepNow);
    }

    [Fact]
    public void Its_silence_holds_nothing()
    {
        var play = Begun(TroubleAction.Hold).Judge(Share, CheckOutcome.SourceFailed).PassMinutes(20);
        Assert.NotEqual("Paused", play.Status);

        play = Begun(TroubleAction.Hold).Judge(Share, CheckOutcome.NoData).PassMinutes(20);
        Assert.NotEqual("Paused", play.Status);
    }

    [Fact]
    public void The_weight_in_force_is_the_one_that_the_router_shows()
    {
        var play = Begun(TroubleAction.Hold);
        Assert.Equal(Weight.Percent(50), Asked(play).InForce);

        play.Deafen("main").RollBack();
        Assert.Null(Asked(play).InForce);
        Assert.Equal(Split.Returned, Asked(play).Split);

        play.Heal("main");
        Assert.Equal("RolledBack", play.Status);
        Assert.Equal((Weight.Zero, play.Now + TimeSpan.FromMinutes(10)), (Asked(play).InForce, Asked(play).Until));
    }

    [Fact]
    public void Other_checks_are_not_asked_after_a_way_back()
    {
        var play = Begun(TroubleAction.Hold).RollBack();

        Assert.Equal(Share, Assert.Single(play.Desired.Questions).Check.Value);
    }

    [Fact]
    public void A_mirror_and_a_header_route_let_it_rest()
    {
        var mirror = new Domain.Plans.Courses.Instruction.Mirror(
            Weight.Percent(10),
            TimeSpan.FromMinutes(2),
            Some.Place
        );
        var plan = Some.Canary(Some.Shift(50), Some.Hold(10), new Step.Do(mirror), Some.Hold(10), Some.Bake(1)) with
        {
            Share = new ShareRule(Some.ErrorLimit.Name, Proportion.Percent(0.1m), TroubleAction.Hold),
        };
        var play = Play.Of(Terms(plan)).Begin();
        Assert.Equal(Weight.Percent(50), Asked(play).InForce);

        play.PassMinutes(10);
        Assert.Null(Asked(play).InForce);
    }

    private static Question Asked(Play play) =>
        play.Desired.Questions.Single(question => question.Check.Value == Share);

    private static Play Begun(TroubleAction action) => Play.Of(Terms(Plan(action))).Begin();

    private static Plan Plan(TroubleAction action) =>
        Some.Canary(Some.Shift(50), Some.Verify(1, 30), Some.Bake(10)) with
        {
            Share = new ShareRule(Some.ErrorLimit.Name, Proportion.Percent(0.1m), action),
        };

    private static Domain.Rollouts.RolloutSpec Terms(Plan plan) =>
        Known.TermsOf(plan) with
        {
            Share = ShareChecks.Of(plan, countsOneRoute: false),
        };
}

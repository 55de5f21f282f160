using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Breach, no data, a failing source and a shared incident: each has a policy of its own.</summary>
public sealed class PolicyTests
{
    [Fact]
    public void A_breach_that_only_holds_pauses_and_what_goes_on_after_it_is_waived_by_a_name()
    {
        var play = Begun(Some.ErrorLimit with { OnBreach = BreachAction.Hold })
            .Judge("error-limit", CheckOutcome.Breach);
        Assert.Equal("Paused", play.Status);

        play.Resume();
        Assert.Equal("Running", play.Status);
        var renewed = Assert.Single(play.Story, recorded => recorded.Event is RolloutEvent.EvidenceRenewed);
        Assert.Equal("alice", renewed.By.Name);

        play.PassMinutes(10).Healthy().PassMinutes(2).Healthy().PassMinutes(10);
        Assert.Equal(new Status.Succeeded(play.Now, IsUnproven: true), play.State.Status);
    }

    [Fact]
    public void A_verdict_on_evidence_that_was_given_up_counts_no_more()
    {
        var play = Begun(Some.ErrorLimit with { OnBreach = BreachAction.Hold })
            .Judge("error-limit", CheckOutcome.Breach);
        var stale = new Domain.Rollouts.Inputs.Observation.VerdictReached(
            new CheckName("error-limit"),
            null,
            Generation: 0,
            play.State.Epoch,
            new Verdict(CheckOutcome.Breach, Evidence.Of("old news"))
        );

        Assert.Equal("Running", play.Resume().See(stale).Status);
    }

    [Theory]
    [InlineData(CheckOutcome.NoData, TroubleAction.Hold, "Paused")]
    [InlineData(CheckOutcome.NoData, TroubleAction.RollBack, "RolledBack")]
    [InlineData(CheckOutcome.NoData, TroubleAction.Ignore, "Running")]
    [InlineData(CheckOutcome.SourceFailed, TroubleAction.Hold, "Paused")]
    [InlineData(CheckOutcome.SourceFailed, TroubleAction.RollBack, "RolledBack")]
    [InlineData(CheckOutcome.SourceFailed, TroubleAction.Ignore, "Running")]
    public void Silence_has_its_time_and_then_its_policy(CheckOutcome standing, TroubleAction action, string status)
    {
        var policy = new TroublePolicy(action, TimeSpan.FromMinutes(3));
        var play = Begun(Some.ErrorLimit with { OnNoData = policy, OnSourceFailure = policy })
            .Judge("error-limit", standing);

        Assert.Equal("Running", play.PassMinutes(2.9).Status);
        Assert.Equal(status, play.PassMinutes(0.1).Status);
    }

    [Fact]
    public void Forty_seconds_without_metrics_take_no_healthy_release_back()
    {
        var play = Begun(Some.ErrorLimit)
            .Judge("error-limit", CheckOutcome.SourceFailed)
            .Pass(TimeSpan.FromSeconds(40));

        Assert.Equal("Running", play.Judge("error-limit", CheckOutcome.Healthy).PassMinutes(5).Status);
    }

    [Fact]
    public void Silence_never_counts_as_healthy()
    {
        var plan = Some.Canary(Some.Shift(5), Some.Verify(0, 30));
        var play = Play.Begun(plan).Judge("error-limit", CheckOutcome.NoData);

        Assert.Equal("Verify", play.StepNow);
    }

    [Fact]
    public void An_ignored_silence_lets_a_verify_end_and_leaves_the_release_unproven()
    {
        var ignoring = Some.ErrorLimit with
        {
            OnNoData = new TroublePolicy(TroubleAction.Ignore, TimeSpan.FromMinutes(3)),
        };
        var play = Play.Begun(Some.Canary(Some.Shift(5), Some.Verify(0, 30)) with { Checks = [ignoring] });

        play.Judge("error-limit", CheckOutcome.NoData).PassMinutes(2);
        Assert.Equal("Verify", play.StepNow);

        play.PassMinutes(1);
        Assert.Equal(("Bake", true), (play.StepNow, play.State.IsUnproven));
    }

    [Fact]
    public void Whoever_resumes_after_a_silence_gives_it_its_time_anew()
    {
        var play = Begun(Some.ErrorLimit).Judge("error-limit", CheckOutcome.NoData).PassMinutes(3);
        Assert.Equal("Paused", play.Status);

        Assert.Equal("Running", play.Resume().PassMinutes(2.9).Status);
        Assert.Equal("Paused", play.PassMinutes(0.1).Status);
    }

    [Fact]
    public void A_shared_incident_lets_no_step_end_and_no_shift_begin_and_nothing_go_back()
    {
        var play = Begun(Some.ErrorLimit).Judge("error-limit", CheckOutcome.SharedIncident).PassMinutes(60);
        Assert.Equal(("Running", "Hold", Weight.Percent(5)), (play.Status, play.StepNow, play.Main.Aim.Candidate));

        play.Skip();
        Assert.Equal("rollout.held", play.Refusal?.Code);

        Assert.Equal("Verify", play.Judge("error-limit", CheckOutcome.Watching).StepNow);
    }

    [Fact]
    public void A_check_goes_on_watching_while_a_person_has_paused() =>
        Assert.Equal("RolledBack", Begun(Some.ErrorLimit).Pause().Judge("error-limit", CheckOutcome.Breach).Status);

    [Fact]
    public void A_slow_check_holds_no_other_verdict_up()
    {
        var plan = Some.Canary(Some.Shift(5), Some.Verify(0, 30)) with
        {
            Checks = [Some.ErrorLimit with { Name = new CheckName("slow") }, Some.ErrorLimit],
        };

        Assert.Equal("RolledBack", Play.Begun(plan).Judge("error-limit", CheckOutcome.Breach).Status);
    }

    private static Play Begun(Check check) =>
        Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10)) with { Checks = [check] });
}

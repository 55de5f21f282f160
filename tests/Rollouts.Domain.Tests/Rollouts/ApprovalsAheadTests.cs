using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>A yes that is given before its step asks, and that counts only while what was seen still holds.</summary>
public sealed class ApprovalsAheadTests
{
    /// <summary>Ready, a shift, a hold, and then the approval.</summary>
    private const int Step = 3;

    [Fact]
    public void Takes_effect_when_its_step_is_entered_and_its_persons_rights_were_read()
    {
        var play = Play.Of(Plan()).ApproveAhead(Actors.Alice, 0, Step).Begin();
        Assert.Equal("Hold", play.StepNow);

        play.PassMinutes(10);
        Assert.Equal("Approve", play.StepNow);
        Assert.Equal([Actors.Alice], ApproverQuestion.Of(play.State)!.Persons);

        play.ReadApprovers();
        Assert.Equal("Verify", play.StepNow);
        Assert.Empty(play.State.Ahead);
        var yes = Assert.Single(play.Story, line => line.Event is RolloutEvent.Approved);
        Assert.Equal(("alice", true), (yes.By.Name, yes.Reason.Contains("given ahead", StringComparison.Ordinal)));
    }

    [Fact]
    public void Counts_beside_one_that_is_given_in_time()
    {
        var play = Begun(Plan(count: 2)).ApproveAhead(Actors.Alice, 0, Step).PassMinutes(10).ReadApprovers();
        Assert.Equal("Approve", play.StepNow);

        Assert.NotEqual("Approve", play.Approve(Actors.Bob).StepNow);
    }

    [Fact]
    public void One_person_counts_once_however_often_and_under_whatever_name()
    {
        var renamed = Actors.Alice with { Name = "Alice the First" };
        var play = Begun(Plan(count: 2)).ApproveAhead(Actors.Alice, 0, Step).ApproveAhead(renamed, null, Step);
        Assert.Equal("rollout.already-approved", play.Refusal?.Code);

        play.PassMinutes(10).Approve(renamed).ReadApprovers();
        Assert.Equal(("Approve", 1), (play.StepNow, play.State.Step.Yeses.Count));
        Assert.Equal("rollout.already-approved", play.Approve(Actors.Alice).Refusal?.Code);
    }

    [Fact]
    public void Is_given_only_to_a_step_that_asks_and_is_still_to_come()
    {
        var play = Begun(Plan());
        Assert.Equal("rollout.no-such-approval", play.ApproveAhead(Actors.Alice, 0, 1).Refusal?.Code);
        Assert.Equal("rollout.no-such-approval", play.ApproveAhead(Actors.Alice, 0, 99).Refusal?.Code);
        Assert.Equal("rollout.no-such-approval", play.ApproveAhead(Actors.Alice, 1, Step).Refusal?.Code);

        play.PassMinutes(10);
        Assert.Equal("rollout.approval-not-ahead", play.ApproveAhead(Actors.Alice, 0, Step).Refusal?.Code);
    }

    [Fact]
    public void Is_taken_from_nobody_whose_yes_would_not_count()
    {
        var play = Begun(Plan(notByAuthor: true));

        Assert.Equal("rollout.not-an-approver", play.ApproveAhead(Actors.Mallory, 0, Step).Refusal?.Code);
        Assert.Equal("rollout.author-may-not-approve", play.ApproveAhead(Actors.Carol, 0, Step).Refusal?.Code);
        var key = Actors.Pipeline with { Groups = [Actors.Release] };
        Assert.Equal("rollout.not-an-approver", play.ApproveAhead(key, 0, Step).Refusal?.Code);
    }

    [Fact]
    public void Is_void_when_a_required_check_is_worse_and_the_step_asks_again()
    {
        var play = Begun(Plan()).Healthy().ApproveAhead(Actors.Alice, 0, Step);

        play.Judge("error-limit", CheckOutcome.NoData).PassMinutes(10);
        Assert.Equal("Approve", play.StepNow);
        var voided = Assert.Single(play.State.Step.Voided);
        Assert.Equal((VoidReason.CheckWorse, "alice"), (voided.Reason, voided.Person));
        Assert.Contains("was Healthy and is NoData", voided.Changed, StringComparison.Ordinal);
        Assert.Contains(
            play.Desired.Notifications,
            notice => notice.Kind == NotificationKind.ApprovalWanted && notice.Text.Contains("does not count")
        );

        play.ReadApprovers();
        Assert.Equal("Approve", play.StepNow);
        Assert.NotEqual("Approve", play.Approve(Actors.Alice).StepNow);
    }

    [Fact]
    public void Counts_when_a_check_is_as_good_or_better_than_it_was()
    {
        var play = Begun(Plan()).ApproveAhead(Actors.Alice, 0, Step).Healthy().PassMinutes(10).ReadApprovers();

        Assert.NotEqual("Approve", play.StepNow);
        Assert.False(play.Happened<RolloutEvent.ApprovalVoided>());
    }

    [Fact]
    public void A_check_that_only_shows_makes_nothing_void()
    {
        var plan = Plan() with
        {
            Checks = [Some.ErrorLimit, Some.ErrorLimit with { Name = new CheckName("trial"), DryRun = true }],
        };
        var play = Begun(plan).Healthy().ApproveAhead(Actors.Alice, 0, Step);

        play.Judge("trial", CheckOutcome.Breach).PassMinutes(10).ReadApprovers();

        Assert.False(play.Happened<RolloutEvent.ApprovalVoided>());
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Is_void_when_its_time_is_over(int validFor, bool isVoid)
    {
        var play = Begun(Plan(validFor: TimeSpan.FromMinutes(10)));
        play.Pass(TimeSpan.FromMinutes(10 - validFor)).ApproveAhead(Actors.Alice, 0, Step);

        play.Pass(TimeSpan.FromMinutes(validFor)).ReadApprovers();

        Assert.Equal(isVoid, play.Happened<RolloutEvent.ApprovalVoided>());
        Assert.Equal(isVoid, play.StepNow == "Approve");
    }

    [Fact]
    public void An_expired_one_can_be_given_again()
    {
        var play = Play.Of(Plan(validFor: TimeSpan.FromMinutes(10))).ApproveAhead(Actors.Alice, 0, Step);
        play.Wait(TimeSpan.FromMinutes(10));

        play.ApproveAhead(Actors.Alice, 0, Step);

        Assert.Null(play.Refusal);
        Assert.Equal(play.Now + TimeSpan.FromMinutes(10), Assert.Single(play.State.Ahead).ValidUntil);
    }

    [Fact]
    public void Is_valid_for_a_day_unless_the_plan_says_otherwise()
    {
        var play = Play.Of(Plan()).ApproveAhead(Actors.Alice, 0, Step);

        Assert.Equal(play.Now + TimeSpan.FromHours(24), Assert.Single(play.State.Ahead).ValidUntil);
    }

    [Theory]
    [InlineData(false, "release")]
    [InlineData(true, "interns")]
    public void Is_void_when_its_person_has_lost_the_role_or_the_group(bool mayApprove, string group)
    {
        var play = Begun(Plan()).ApproveAhead(Actors.Alice, 0, Step).PassMinutes(10);

        play.ReadApprovers(mayApprove, new GroupName(group));

        Assert.Equal("Approve", play.StepNow);
        Assert.Equal(VoidReason.RightsLost, Assert.Single(play.State.Step.Voided).Reason);
    }

    [Fact]
    public void Is_void_for_another_plan_or_version_than_was_seen()
    {
        foreach (var other in (Func<RolloutSpec, RolloutSpec>[])[OtherPlan, OtherVersion])
        {
            var play = Begun(Plan()).ApproveAhead(Actors.Alice, 0, Step);
            var state = play.State with { Spec = other(play.State.Spec) };

            var after = (Decision.Accepted)
                Decider.Decide(state, TimePassed.Instance, play.Now + TimeSpan.FromMinutes(10));

            Assert.Equal(VoidReason.ReleaseChanged, Assert.Single(after.State.Step.Voided).Reason);
        }

        static RolloutSpec OtherPlan(RolloutSpec spec) => spec with { PlanHash = "another" };
        static RolloutSpec OtherVersion(RolloutSpec spec) => spec with { Version = new VersionName("v3") };
    }

    [Fact]
    public void Is_judged_once_and_what_happens_while_its_step_waits_changes_nothing()
    {
        var play = Begun(Plan(count: 2)).Healthy().ApproveAhead(Actors.Alice, 0, Step).PassMinutes(10).ReadApprovers();

        play.Judge("error-limit", CheckOutcome.NoData).Pause().Resume().ReadApprovers();

        Assert.Single(play.State.Step.Yeses);
        Assert.False(play.Happened<RolloutEvent.ApprovalVoided>());
    }

    [Fact]
    public void Of_the_step_itself_is_void_once_its_person_may_not_approve_any_more()
    {
        var play = Begun(Plan(count: 2)).Healthy().PassMinutes(10).Approve(Actors.Alice).ReadApprovers();
        Assert.Single(play.State.Step.Yeses);

        play.ReadApprovers(mayApprove: false).Approve(Actors.Bob);

        var voided = Assert.Single(play.State.Step.Voided);
        Assert.Equal((Actors.Alice.Id, VoidReason.RightsLost), (voided.Of, voided.Reason));
        Assert.Equal(("Approve", 1), (play.StepNow, play.State.Step.Yeses.Count));
        Assert.NotEqual("Approve", play.Approve(Actors.Alice).StepNow);
    }

    [Fact]
    public void Can_be_withdrawn_until_it_takes_effect_wherever_the_rollout_is()
    {
        var play = Begun(Plan()).ApproveAhead(Actors.Alice, 0, Step);
        Assert.Equal("rollout.no-approval-to-withdraw", play.Withdraw(Actors.Bob, 0, Step).Refusal?.Code);

        play.PassMinutes(10).Withdraw(Actors.Alice, 0, Step).ReadApprovers();
        Assert.Equal(("Approve", null), (play.StepNow, play.Refusal));
        Assert.Empty(play.State.Ahead);

        var late = Begun(Plan(count: 2)).ApproveAhead(Actors.Alice, 0, Step).PassMinutes(10).ReadApprovers();
        Assert.Equal("rollout.no-approval-to-withdraw", late.Withdraw(Actors.Alice, 0, Step).Refusal?.Code);
    }

    [Fact]
    public void For_all_waves_it_counts_in_each()
    {
        var play = Begun(Waves()).ApproveAhead(Actors.Alice, null, Step);

        play.PassMinutes(10).ReadApprovers();
        Assert.Equal(0, Assert.Single(play.State.Ahead).EffectiveIn);
        ToNextWave(play);
        Assert.Equal(1, play.State.Position.Wave);
        play.PassMinutes(10).ReadApprovers();

        Assert.NotEqual("Approve", play.StepNow);
        Assert.Equal(2, play.Story.Count(line => line.Event is RolloutEvent.Approved));
    }

    [Fact]
    public void For_one_wave_it_counts_in_that_one_alone()
    {
        var play = Begun(Waves()).ApproveAhead(Actors.Alice, 1, Step).PassMinutes(10);
        Assert.Null(ApproverQuestion.Of(play.State));

        ToNextWave(play.Approve(Actors.Bob));
        play.PassMinutes(10).ReadApprovers();

        Assert.Equal((1, false), (play.State.Position.Wave, play.StepNow == "Approve"));
    }

    [Fact]
    public void A_step_that_asks_once_is_asked_in_the_first_wave()
    {
        var play = Begun(Waves(once: true)).ApproveAhead(Actors.Alice, null, Step);
        Assert.Equal(new LaterStep(0, Step), Assert.Single(play.State.Ahead).Of);

        Assert.Equal("rollout.approval-not-ahead", play.ApproveAhead(Actors.Bob, 1, Step).Refusal?.Code);
        Assert.Null(play.Withdraw(Actors.Alice, null, Step).Refusal);
        Assert.Empty(play.State.Ahead);
    }

    [Fact]
    public void After_a_no_nothing_that_was_said_before_speaks_for_the_step()
    {
        var play = Begun(Waves(count: 2, otherwise: TimeOutAction.Hold)).ApproveAhead(Actors.Alice, null, Step);

        play.PassMinutes(10).ReadApprovers().Reject(Actors.Bob).Resume().ReadApprovers();

        Assert.Equal((0, 0), (play.State.Step.Yeses.Count, play.State.Ahead.Count));
    }

    [Fact]
    public void It_delays_no_way_back()
    {
        var play = Begun(Plan()).ApproveAhead(Actors.Alice, 0, Step).PassMinutes(10);
        Assert.Equal("RolledBack", play.Judge("error-limit", CheckOutcome.Breach).Status);
        Assert.Equal("RolledBack", Begun(Plan()).ApproveAhead(Actors.Alice, 0, Step).RollBack().Status);
        Assert.Equal("Superseded", Begun(Plan()).ApproveAhead(Actors.Alice, 0, Step).Supersede().Status);
        Assert.Equal("Cancelled", Play.Of(Plan()).ApproveAhead(Actors.Alice, 0, Step).RollBack().Status);
    }

    [Theory]
    [InlineData("0.3", 0, 3)]
    [InlineData("12.4", 12, 4)]
    [InlineData("all.3", null, 3)]
    public void A_step_is_named_as_positions_are(string text, int? wave, int step)
    {
        Assert.Equal(new LaterStep(wave, step), LaterStep.Parse(text));
        Assert.Equal(text, new LaterStep(wave, step).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("0.3.0")]
    [InlineData("-1.3")]
    [InlineData("all.all")]
    [InlineData("0.99999")]
    [InlineData("0. 3")]
    public void What_names_no_step_is_refused(string text) => Assert.Null(LaterStep.Parse(text));

    private static void ToNextWave(Play play) =>
        play.Healthy().PassMinutes(2).Healthy().PassMinutes(2).Healthy().PassMinutes(10).Healthy();

    private static Play Begun(Plan plan) => Play.Begun(plan);

    private static Plan Waves(int count = 1, bool once = false, TimeOutAction otherwise = TimeOutAction.RollBack) =>
        Plan(count, once: once, otherwise: otherwise) with
        {
            Waves = [Some.Wave("one"), Some.Wave("two")],
        };

    [Fact]
    public void A_rejection_ends_a_promotion_that_would_answer_the_step_again()
    {
        var play = Begun(Plan(count: 2, otherwise: TimeOutAction.Hold)).Promote(Actors.Alice);
        Assert.Equal("Approve", play.StepNow);

        play.Reject(Actors.Bob).Resume().Approve(Actors.Bob);

        Assert.Equal(("Approve", 1), (play.StepNow, play.State.Step.Yeses.Count));
        Assert.Null(play.State.PromotedBy);
    }

    [Fact]
    public void A_promotion_answers_a_later_step_with_the_rights_that_its_person_has_then()
    {
        var kept = Waiting();
        Assert.NotEqual("Approve", kept.ReadApprovers().StepNow);

        var lost = Waiting().ReadApprovers(mayApprove: false);
        Assert.Equal("Approve", lost.StepNow);
        Assert.False(lost.Happened<RolloutEvent.Approved>());
        Assert.Equal((VoidReason.RightsLost, null), (lost.State.Step.Voided[0].Reason, lost.State.PromotedBy));

        // The end of the freeze brings the promotion to the step, without its person.
        static Play Waiting()
        {
            var play = Begun(Plan()).See(new Observation.FreezesChanged([new("weekend")])).Promote(Actors.Alice);
            play.See(new Observation.FreezesChanged([])).MeetDesires();
            Assert.Equal("Approve", play.StepNow);
            return play;
        }
    }

    [Fact]
    public void A_void_approval_is_not_given_by_the_promotion_of_its_person()
    {
        var play = Begun(Plan()).Healthy().ApproveAhead(Actors.Alice, 0, Step);

        play.Judge("error-limit", CheckOutcome.NoData).Promote(Actors.Alice);

        Assert.True(play.Happened<RolloutEvent.ApprovalVoided>());
        Assert.False(play.Happened<RolloutEvent.Approved>());
        Assert.Equal("Approve", play.StepNow);
    }

    private static Plan Plan(
        int count = 1,
        bool notByAuthor = false,
        TimeSpan? validFor = null,
        bool once = false,
        TimeOutAction otherwise = TimeOutAction.RollBack
    ) =>
        Some.Canary(
            Some.Shift(5),
            Some.Hold(10),
            new Step.Do(
                new Instruction.Approve(
                    [Actors.Release],
                    count,
                    TimeSpan.FromHours(1),
                    otherwise,
                    notByAuthor,
                    once,
                    Some.Place,
                    ValidFor: validFor
                )
            ),
            Some.Verify(2, 30),
            Some.Bake(10)
        ) with
        {
            Checks =
            [
                Some.ErrorLimit with
                {
                    OnNoData = new TroublePolicy(TroubleAction.Ignore, TimeSpan.FromMinutes(3)),
                },
            ],
        };
}

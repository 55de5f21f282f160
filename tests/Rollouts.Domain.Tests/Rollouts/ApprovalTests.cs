using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Different people of the right groups, in time, and not the author.</summary>
public sealed class ApprovalTests
{
    [Fact]
    public void Goes_on_when_as_many_different_people_said_yes_as_it_takes()
    {
        var play = Begun(count: 2).Approve(Actors.Alice);
        Assert.Equal("Approve", play.StepNow);

        play.Approve(Actors.Alice);
        Assert.Equal("rollout.already-approved", play.Refusal?.Code);

        Assert.Equal("Verify", play.Approve(Actors.Bob).StepNow);
        Assert.Equal(
            ["alice", "bob"],
            play.Story.Select(line => line.Event).OfType<RolloutEvent.Approved>().Select(yes => yes.Person)
        );
    }

    [Fact]
    public void Two_approvers_who_saw_the_same_page_do_not_collide()
    {
        var play = Begun(count: 2);
        var seen = play.State.Position;

        play.Command(key => new Command.Approve(key, Actors.Alice, "fine", seen));
        play.Command(key => new Command.Approve(key, Actors.Bob, "fine too", seen));

        Assert.Equal((null, "Verify"), (play.Refusal, play.StepNow));
    }

    [Fact]
    public void Counts_nobody_outside_the_groups_that_are_asked()
    {
        Assert.Equal("rollout.not-an-approver", Begun().Approve(Actors.Mallory).Refusal?.Code);
        Assert.Equal("rollout.not-an-approver", Begun().Reject(Actors.Mallory).Refusal?.Code);
        Assert.Equal(
            "rollout.not-an-approver",
            Begun().Approve(Actors.Pipeline with { Groups = [Actors.Release] }).Refusal?.Code
        );
    }

    [Fact]
    public void Counts_no_author_where_the_plan_asks_for_somebody_else()
    {
        Assert.Equal("rollout.author-may-not-approve", Begun(notByAuthor: true).Approve(Actors.Carol).Refusal?.Code);
        Assert.Equal("Verify", Begun(notByAuthor: false).Approve(Actors.Carol).StepNow);
        Assert.Equal(
            "rollout.author-may-not-approve",
            Begun(notByAuthor: true).Approve(Actors.Carol with { Name = "Carol" }).Refusal?.Code
        );
    }

    [Fact]
    public void Wants_one_yes_more_where_an_author_is_not_known()
    {
        var play = Begun(notByAuthor: true, hasUnknownAuthor: true).Approve(Actors.Alice);
        Assert.Equal("Approve", play.StepNow);

        Assert.Equal("Verify", play.Approve(Actors.Bob).StepNow);
    }

    [Theory]
    [InlineData(TimeOutAction.RollBack, "RolledBack")]
    [InlineData(TimeOutAction.Hold, "Paused")]
    public void One_no_is_enough(TimeOutAction otherwise, string status)
    {
        var play = Begun(count: 3, otherwise: otherwise).Approve(Actors.Alice).Reject(Actors.Bob);

        Assert.Equal(status, play.Status);
        Assert.True(play.Happened<RolloutEvent.Rejected>());
    }

    [Fact]
    public void After_a_no_that_only_held_everybody_is_asked_anew()
    {
        var play = Begun(count: 2, otherwise: TimeOutAction.Hold).Approve(Actors.Alice).Reject(Actors.Bob).Resume();

        Assert.Equal("Approve", play.Approve(Actors.Alice).StepNow);
        Assert.Equal("Verify", play.Approve(Actors.Bob).StepNow);
    }

    [Theory]
    [InlineData(TimeOutAction.RollBack, "RolledBack")]
    [InlineData(TimeOutAction.Hold, "Paused")]
    public void Nobodys_answer_in_time_does_what_the_plan_says(TimeOutAction otherwise, string status)
    {
        var play = Begun(otherwise: otherwise).PassMinutes(59);
        Assert.Equal("Running", play.Status);

        Assert.Equal(status, play.PassMinutes(1).Status);
    }

    [Fact]
    public void Its_clock_runs_on_while_the_rollout_is_paused() =>
        Assert.Equal("RolledBack", Begun().Pause().PassMinutes(60).Status);

    [Fact]
    public void A_yes_during_a_pause_counts_and_moves_nothing_until_it_is_resumed()
    {
        var play = Begun().Pause().Approve(Actors.Bob);
        Assert.Equal(("Paused", "Approve"), (play.Status, play.StepNow));

        Assert.Equal("Verify", play.Resume().StepNow);
    }

    [Fact]
    public void Is_asked_in_the_first_wave_only_when_the_plan_says_once()
    {
        var plan = Plan(1, notByAuthor: false, TimeOutAction.RollBack, once: true) with
        {
            Waves = [Some.Wave("one"), Some.Wave("two")],
        };
        var play = Play.Begun(plan).Approve(Actors.Alice).Healthy().PassMinutes(2).Healthy().PassMinutes(10);

        Assert.Equal((1, "Verify"), (play.State.Position.Wave, play.StepNow));
    }

    [Fact]
    public void Is_asked_for_nothing_at_other_steps() =>
        Assert.Equal(
            "rollout.not-awaiting-approval",
            Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10))).Approve(Actors.Alice).Refusal?.Code
        );

    [Fact]
    public void An_escalation_informs_and_changes_neither_the_voters_nor_the_deadline()
    {
        var play = Play.Begun(Escalating());
        Assert.Equal(play.State.Step.DeadlineFrom + TimeSpan.FromMinutes(10), play.Desired.Deadline);
        Assert.Empty(play.PassMinutes(9).State.EscalatedTo);

        play.PassMinutes(1);
        Assert.Equal(["#leads"], play.State.EscalatedTo);
        Assert.Equal("rollout.not-an-approver", play.Approve(Actors.Mallory).Refusal?.Code);
        Assert.Equal(play.State.Step.DeadlineFrom + TimeSpan.FromMinutes(30), play.Desired.Deadline);

        var at = play.PassMinutes(20).State.Position;
        Assert.Equal(["#leads", "#heads"], play.State.EscalatedTo);
        Assert.Equal(
            [$"approval {at}", $"escalation {at} 1", $"escalation {at} 2"],
            play.Desired.Notifications.Select(notice => notice.Key).Where(key => key.Contains($"{at}"))
        );
        Assert.Equal("Running", play.PassMinutes(29).Status);
        Assert.Equal("RolledBack", play.PassMinutes(1).Status);
        Assert.Equal(2, play.Story.Count(line => line.Event is RolloutEvent.Escalated));
    }

    [Fact]
    public void After_a_time_without_a_worker_all_are_informed_that_are_due()
    {
        Assert.Equal(["#leads", "#heads"], Play.Begun(Escalating()).PassMinutes(45).State.EscalatedTo);
        Assert.Equal(["#leads"], Play.Begun(Escalating()).Pause().PassMinutes(15).State.EscalatedTo);
    }

    [Fact]
    public void Nothing_escalates_once_it_is_approved_or_its_time_is_up()
    {
        Assert.Empty(Play.Begun(Escalating()).Approve(Actors.Alice).PassMinutes(45).State.EscalatedTo);
        var late = Play.Begun(Escalating()).PassMinutes(60);
        Assert.Equal("RolledBack", late.Status);
        Assert.Empty(late.State.EscalatedTo);
    }

    internal static Plan Escalating() =>
        Some.Canary(
            Some.Shift(5),
            new Step.Do(
                new Instruction.Approve(
                    [Actors.Release],
                    1,
                    TimeSpan.FromHours(1),
                    TimeOutAction.RollBack,
                    NotByAuthor: false,
                    Once: false,
                    Some.Place,
                    [
                        new Escalation(TimeSpan.FromMinutes(10), "#leads"),
                        new Escalation(TimeSpan.FromMinutes(30), "#heads"),
                    ]
                )
            )
        );

    private static Play Begun(
        int count = 1,
        bool notByAuthor = false,
        bool hasUnknownAuthor = false,
        TimeOutAction otherwise = TimeOutAction.RollBack
    ) =>
        Play.Of(
                Known.TermsOf(Plan(count, notByAuthor, otherwise, once: false)) with
                {
                    HasUnknownAuthor = hasUnknownAuthor,
                }
            )
            .Begin();

    private static Plan Plan(int count, bool notByAuthor, TimeOutAction otherwise, bool once) =>
        Some.Canary(
            Some.Shift(5),
            new Step.Do(
                new Instruction.Approve(
                    [Actors.Release],
                    count,
                    TimeSpan.FromHours(1),
                    otherwise,
                    notByAuthor,
                    once,
                    Some.Place
                )
            )
        );
}

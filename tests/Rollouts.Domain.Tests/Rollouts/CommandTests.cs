using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>What people want: once, on what they saw, and under their name.</summary>
public sealed class CommandTests
{
    [Fact]
    public void Takes_effect_once_however_often_it_is_sent()
    {
        var play = Holding();
        var skip = new Command.Skip("the-same-key", Actors.Alice, "in a hurry", play.State.Position);

        play.See(skip).MeetDesires();
        var version = play.State.Version;
        play.See(skip);

        Assert.Equal((null, version), (play.Refusal, play.State.Version));
    }

    [Fact]
    public void Two_quick_clicks_do_not_move_two_steps()
    {
        var play = Holding();
        var seen = play.State.Position;

        play.Command(key => new Command.Skip(key, Actors.Alice, "click", seen));
        play.Command(key => new Command.Skip(key, Actors.Alice, "click", seen));

        Assert.Equal("rollout.position-passed", play.Refusal?.Code);
        Assert.Equal(Weight.Percent(20), play.Main.Aim.Candidate);
    }

    [Fact]
    public void Is_told_what_happened_since_when_it_comes_late()
    {
        var play = Holding();
        var seen = play.State.Position;
        play.Skip(Actors.Bob);

        play.Command(key => new Command.Pause(key, Actors.Alice, "wait", seen));

        Assert.Contains(
            "the step was passed (Skipped) through bob at 2026-11-20T12:00:00Z",
            play.Refusal?.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Is_refused_for_a_position_that_nobody_can_have_seen()
    {
        var play = Holding();
        play.Command(key => new Command.Skip(key, Actors.Alice, "?", play.State.Position with { Step = 9 }));

        Assert.Equal("rollout.position-unknown", play.Refusal?.Code);
    }

    [Fact]
    public void Is_refused_when_all_is_over()
    {
        var play = Holding().RollBack();
        play.RollBack();

        Assert.Equal(("rollout.already-final", "RolledBack"), (play.Refusal?.Code, play.Status));
    }

    [Fact]
    public void Skip_ends_the_present_wait_and_no_other()
    {
        var play = Holding().Skip();

        Assert.Equal((Weight.Percent(20), "Hold"), (play.Main.Aim.Candidate, play.StepNow));
        Assert.Contains(
            play.Story,
            line => line is { Event: RolloutEvent.StepCompleted { Outcome: StepOutcome.Skipped }, By.Name: "alice" }
        );
    }

    [Fact]
    public void Skip_of_a_verify_waives_what_was_not_proven_and_skips_what_was()
    {
        var plan = Some.Canary(Some.Shift(5), Some.Verify(60, 90));

        Assert.Equal(StepOutcome.Waived, PassingOf(Play.Begun(plan).Skip()));
        Assert.Equal(StepOutcome.Skipped, PassingOf(Play.Begun(plan).Healthy().Skip()));
    }

    [Fact]
    public void Skip_has_nothing_to_do_while_a_shift_is_under_way()
    {
        var play = Play.Of(Some.Canary(Some.Shift(5))).Deafen("main").Read(0);
        play.See(new Observation.BlockersChanged([])).Judge("error-limit", CheckOutcome.NoData).Skip();

        Assert.Equal("rollout.nothing-to-skip", play.Refusal?.Code);
    }

    [Fact]
    public void Promote_ends_every_wait_up_to_100_in_every_wave_and_keeps_the_bakes()
    {
        var plan = Some.Canary(Some.Shift(5), Some.Hold(10), Some.Shift(20), Some.Verify(10, 20), Some.Bake(30)) with
        {
            Waves = [Some.Wave("one"), Some.Wave("two")],
        };
        var play = Play.Begun(plan).Promote();
        Assert.Equal(
            (0, "Bake", Weight.Full),
            (play.State.Position.Wave, play.StepNow, play.State.Targets[0].Aim.Candidate)
        );

        play.Healthy().PassMinutes(30);
        Assert.Equal((1, "Bake"), (play.State.Position.Wave, play.StepNow));

        play.Healthy().PassMinutes(30);
        Assert.Equal(new Status.Succeeded(play.Now, IsUnproven: true), play.State.Status);
        Assert.Single(play.Story, line => line.Event is RolloutEvent.Promoted);
    }

    [Fact]
    public void Promote_goes_over_every_shift_in_order()
    {
        var play = Holding().Promote();

        Assert.Equal(
            [5, 20, 100],
            play.Story.Select(line => line.Event)
                .OfType<RolloutEvent.TrafficSeen>()
                .Select(seen => seen.Seen.Traffic.Candidate.BasisPoints / 100)
                .Distinct()
                .Where(weight => weight > 0)
        );
    }

    [Fact]
    public void Passing_an_approval_is_for_those_whose_yes_would_have_done_it()
    {
        var mallory = AwaitingApproval(1).Skip(Actors.Mallory);
        Assert.Equal("rollout.not-yours-to-pass", mallory.Refusal?.Code);

        var one = AwaitingApproval(1).Skip(Actors.Bob);
        Assert.Equal("Verify", one.StepNow);
        Assert.Contains(one.Story, line => line.Event is RolloutEvent.Approved { Person: "bob" });

        Assert.Equal("rollout.not-yours-to-pass", AwaitingApproval(2).Skip(Actors.Bob).Refusal?.Code);
    }

    [Fact]
    public void An_administrator_passes_it_in_the_others_place_and_it_says_so()
    {
        var play = AwaitingApproval(2).Skip(Actors.Root);

        Assert.Equal("Verify", play.StepNow);
        Assert.Contains(
            play.Story,
            line => line is { Event: RolloutEvent.StepCompleted { Outcome: StepOutcome.Overridden }, By.Name: "root" }
        );
        Assert.False(play.Happened<RolloutEvent.Approved>());
    }

    [Fact]
    public void A_promotion_stops_at_an_approval_that_its_author_may_not_give_and_goes_on_behind_it()
    {
        var plan = Some.Canary(
            Some.Shift(5),
            Some.Hold(10),
            Some.Approve(60, once: false),
            Some.Shift(50),
            Some.Hold(10)
        );
        var play = Play.Begun(plan with { Checks = [Some.ErrorLimit] }).Promote(Actors.Mallory);
        Assert.Equal("Approve", play.StepNow);

        play.Approve(Actor("bob"));
        Assert.Equal("Bake", play.StepNow);
    }

    [Fact]
    public void Pause_stands_still_with_its_weight_and_resume_goes_on_with_the_time_that_was_left()
    {
        var play = Holding().PassMinutes(6).Pause().PassMinutes(100);
        Assert.Equal(("Paused", Weight.Percent(5)), (play.Status, play.Main.Aim.Candidate));

        play.Resume().PassMinutes(3.9);
        Assert.Equal(Weight.Percent(5), play.Main.Aim.Candidate);
        Assert.Equal(Weight.Percent(20), play.PassMinutes(0.1).Main.Aim.Candidate);
    }

    [Fact]
    public void Pause_and_resume_want_something_to_pause_and_to_resume()
    {
        Assert.Equal("rollout.not-paused", Holding().Resume().Refusal?.Code);
        Assert.Equal("rollout.not-running", Holding().Pause().Pause().Refusal?.Code);
    }

    [Fact]
    public void A_pause_ends_on_the_way_back_when_it_lasts_too_long()
    {
        var play = Holding().Pause().Pass(TimeSpan.FromHours(23));
        Assert.Equal("Paused", play.Status);

        Assert.Equal("RolledBack", play.Pass(TimeSpan.FromHours(1)).Status);
    }

    [Fact]
    public void A_rollout_is_taken_back_when_it_ran_for_as_long_as_it_may()
    {
        var plan = Some.Canary(Some.Shift(5), Some.Approve(120, once: false)) with
        {
            Limits = new Limits { AtMost = TimeSpan.FromMinutes(60) },
        };

        Assert.Equal("RolledBack", Play.Begun(plan).PassMinutes(60).Status);
    }

    [Theory]
    [InlineData(5, "Superseded")]
    [InlineData(50, "Superseded")]
    public void Supersede_takes_it_back_and_ends_it_as_superseded(int weight, string status) =>
        Assert.Equal(status, Play.Begun(Some.Canary(Some.Shift(weight), Some.Hold(10))).Supersede().Status);

    [Fact]
    public void Supersede_comes_too_late_once_100_has_been_decided()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(100), Some.Bake(10))).Supersede();

        Assert.Equal(("rollout.too-far-to-supersede", "Running"), (play.Refusal?.Code, play.Status));
    }

    [Fact]
    public void Supersede_waits_for_a_way_back_that_is_under_way()
    {
        var play = Holding().Deafen("main").RollBack().Supersede();

        Assert.Equal("rollout.on-its-way-back", play.Refusal?.Code);
        Assert.Equal("RolledBack", play.Heal("main").Status);
    }

    [Fact]
    public void Every_line_of_the_story_says_who_what_and_why()
    {
        var play = Holding().Pause().Resume().RollBack();

        Assert.All(
            play.Story,
            line => Assert.False(string.IsNullOrWhiteSpace(line.Reason) || string.IsNullOrWhiteSpace(line.By.Name))
        );
        Assert.Contains(
            play.Story,
            line => line is { By.Name: "alice", Cause.What: "rollBack", Reason: "customers complain" }
        );
    }

    private static Domain.Actor Actor(string name) => Domain.Actor.Person(name, [new GroupName("release")]);

    private static StepOutcome PassingOf(Play play) =>
        play
            .Story.Select(line => line.Event)
            .OfType<RolloutEvent.StepCompleted>()
            .Last(step => step.Outcome != StepOutcome.Done)
            .Outcome;

    private static Play Holding() =>
        Play.Begun(Some.Canary(Some.Shift(5), Some.Hold(10), Some.Shift(20), Some.Hold(10)));

    private static Play AwaitingApproval(int count) =>
        Play.Begun(
            Some.Canary(
                Some.Shift(5),
                new Step.Do(
                    new Instruction.Approve(
                        [Actors.Release],
                        count,
                        TimeSpan.FromHours(1),
                        TimeOutAction.RollBack,
                        NotByAuthor: false,
                        Once: false,
                        Some.Place
                    )
                )
            )
        );
}

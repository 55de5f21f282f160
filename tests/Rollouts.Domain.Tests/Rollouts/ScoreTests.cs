using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>Where a plan has a score, its comparisons decide together.</summary>
public sealed class ScoreTests
{
    [Fact]
    public void One_of_four_that_breaks_is_outvoted()
    {
        var play = Judged(Begun(), "a", "b", "c").Judge("d", CheckOutcome.Breach);

        Assert.Equal(("Running", "Bake"), (play.Status, play.StepNow));
    }

    [Fact]
    public void Nothing_is_decided_before_the_last_of_them_is_there()
    {
        var play = Begun()
            .Judge("a", CheckOutcome.Breach)
            .Judge("b", CheckOutcome.Breach)
            .Judge("c", CheckOutcome.Breach);
        Assert.Equal(("Running", "Verify"), (play.Status, play.StepNow));

        Assert.Equal("RolledBack", play.Judge("d", CheckOutcome.Healthy).Status);
        Assert.Contains(
            play.Story,
            recorded => recorded.Reason.Contains("the comparisons score 25 of 100", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Between_pass_and_marginal_it_waits_for_a_person()
    {
        var play = Judged(Begun(), "a", "b").Judge("c", CheckOutcome.Breach).Judge("d", CheckOutcome.Breach);
        Assert.Equal(("Running", "Verify"), (play.Status, play.StepNow));

        Assert.Equal("Paused", play.PassMinutes(30).Status);
    }

    [Fact]
    public void A_critical_one_fails_them_all()
    {
        var play = Judged(Begun(critical: "d"), "a", "b", "c").Judge("d", CheckOutcome.Breach);

        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Holds_where_all_of_them_ask_for_that_and_begins_anew_with_whoever_lets_it_go_on()
    {
        var play = Judged(Begun(onBreach: BreachAction.Hold), "a");
        play.Judge("b", CheckOutcome.Breach).Judge("c", CheckOutcome.Breach).Judge("d", CheckOutcome.Breach);
        Assert.Equal("Paused", play.Status);

        play.Resume();
        Assert.Equal("Running", play.Status);
        Assert.All(play.State.Checks, guard => Assert.Equal(CheckOutcome.Watching, guard.Outcome));
        Assert.Equal("Bake", Judged(play, "a", "b", "c", "d").StepNow);
    }

    [Fact]
    public void What_was_outvoted_at_one_weight_is_made_once_more_at_the_next()
    {
        var plan = Plan(critical: null, BreachAction.RollBack);
        var two = Some.Canary(Some.Shift(5), Some.Verify(0, 30), Some.Shift(50), Some.Verify(0, 30), Some.Bake(60));
        var play = Judged(Play.Begun(two with { Checks = plan.Checks, Score = plan.Score }), "a", "b", "c");
        play.Judge("d", CheckOutcome.Breach);

        Assert.Equal((Weight.Percent(50), "Verify"), (play.Main.Aim.Candidate, play.StepNow));
        Assert.Equal("Running", Judged(play, "a", "b", "c").Status);
        Assert.Equal("Verify", play.StepNow);
        Assert.Equal("Bake", play.Judge("d", CheckOutcome.Healthy).StepNow);
    }

    [Fact]
    public void A_limit_beside_the_comparisons_decides_for_itself()
    {
        var plan = Plan(critical: null, BreachAction.RollBack);
        var mixed = plan with { Checks = [.. plan.Checks, Some.ErrorLimit] };

        Assert.Equal("RolledBack", Play.Begun(mixed).Judge("error-limit", CheckOutcome.Breach).Status);
        var play = Judged(Play.Begun(mixed), "a", "b", "c", "d");
        Assert.Equal("Verify", play.StepNow);
        Assert.Equal("Bake", play.Judge("error-limit", CheckOutcome.Healthy).StepNow);
    }

    [Fact]
    public void The_sternest_of_the_comparisons_says_what_a_failed_score_does()
    {
        var plan = Plan(critical: null, BreachAction.Hold);
        var checks = plan.Checks.ToList();
        checks[2] = checks[2] with { OnBreach = BreachAction.RollBack };
        var play = Judged(Play.Begun(plan with { Checks = [.. checks] }), "a");

        play.Judge("b", CheckOutcome.Breach).Judge("c", CheckOutcome.Breach).Judge("d", CheckOutcome.Breach);

        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void A_limit_that_is_kept_goes_on_with_its_evidence_after_a_failed_score()
    {
        var plan = Plan(critical: null, BreachAction.Hold);
        var play = Judged(Play.Begun(plan with { Checks = [.. plan.Checks, Some.ErrorLimit] }), "error-limit", "a");
        play.Judge("b", CheckOutcome.Breach).Judge("c", CheckOutcome.Breach).Judge("d", CheckOutcome.Breach);
        Assert.Equal("Paused", play.Status);

        play.Resume();

        Assert.Equal(
            ["a", "b", "c", "d"],
            play.Story.Select(recorded => recorded.Event)
                .OfType<Domain.Rollouts.Events.RolloutEvent.EvidenceRenewed>()
                .Select(renewed => renewed.Check.Value)
        );
    }

    [Fact]
    public void Groups_count_by_their_weights()
    {
        var plan = Plan(critical: null, BreachAction.RollBack);
        var checks = plan.Checks.Select(check =>
            check with
            {
                Judge = new Judge.Compare(
                    check.Name.Value is "a" or "b"
                        ? new CompareRule { Group = "heavy", GroupWeight = 80 }
                        : new CompareRule { Group = "light", GroupWeight = 20 }
                ),
            }
        );
        var play = Judged(Play.Begun(plan with { Checks = [.. checks] }), "a", "b");

        play.Judge("c", CheckOutcome.Breach).Judge("d", CheckOutcome.Breach);

        Assert.Equal(("Running", "Bake"), (play.Status, play.StepNow));
    }

    [Fact]
    public void A_person_who_resumes_gives_up_no_evidence_that_did_not_fail()
    {
        var play = Judged(Begun(), "a", "b").Pause().Resume();

        Assert.False(play.Happened<Domain.Rollouts.Events.RolloutEvent.EvidenceRenewed>());
    }

    private static Play Judged(Play play, params string[] healthy)
    {
        foreach (var check in healthy)
        {
            play.Judge(check, CheckOutcome.Healthy);
        }

        return play;
    }

    private static Play Begun(string? critical = null, BreachAction onBreach = BreachAction.RollBack) =>
        Play.Begun(Plan(critical, onBreach));

    private static Plan Plan(string? critical, BreachAction onBreach) =>
        Some.Canary(Some.Shift(50), Some.Verify(0, 30), Some.Bake(60)) with
        {
            Score = new ScoreRule(Pass: 75, Marginal: 50),
            Checks =
            [
                .. new[] { "a", "b", "c", "d" }.Select(name =>
                    Some.ErrorLimit with
                    {
                        Name = new CheckName(name),
                        Judge = new Judge.Compare(new CompareRule { Critical = name == critical, Group = "all" }),
                        OnBreach = onBreach,
                    }
                ),
            ],
        };
}

using Rollouts.Domain.Analysis;
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
        var play = Judged(Begun(), "a", "b", "c").Judge("d", Standing.Breach);

        Assert.Equal(("Running", "Bake"), (play.Status, play.StepNow));
    }

    [Fact]
    public void Nothing_is_decided_before_the_last_of_them_is_there()
    {
        var play = Begun().Judge("a", Standing.Breach).Judge("b", Standing.Breach).Judge("c", Standing.Breach);
        Assert.Equal(("Running", "Verify"), (play.Status, play.StepNow));

        Assert.Equal("RolledBack", play.Judge("d", Standing.Healthy).Status);
        Assert.Contains(
            play.Story,
            happening => happening.Reason.Contains("the comparisons score 25 of 100", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Between_pass_and_marginal_it_waits_for_a_person()
    {
        var play = Judged(Begun(), "a", "b").Judge("c", Standing.Breach).Judge("d", Standing.Breach);
        Assert.Equal(("Running", "Verify"), (play.Status, play.StepNow));

        Assert.Equal("Paused", play.PassMinutes(30).Status);
    }

    [Fact]
    public void A_critical_one_fails_them_all()
    {
        var play = Judged(Begun(critical: "d"), "a", "b", "c").Judge("d", Standing.Breach);

        Assert.Equal("RolledBack", play.Status);
    }

    [Fact]
    public void Holds_where_all_of_them_ask_for_that_and_begins_anew_with_whoever_lets_it_go_on()
    {
        var play = Judged(Begun(onBreach: BreachAction.Hold), "a");
        play.Judge("b", Standing.Breach).Judge("c", Standing.Breach).Judge("d", Standing.Breach);
        Assert.Equal("Paused", play.Status);

        play.Resume();
        Assert.Equal("Running", play.Status);
        Assert.All(play.State.Guards, guard => Assert.Equal(Standing.Watching, guard.Standing));
        Assert.Equal("Bake", Judged(play, "a", "b", "c", "d").StepNow);
    }

    [Fact]
    public void What_was_outvoted_at_one_weight_is_made_once_more_at_the_next()
    {
        var plan = Plan(critical: null, BreachAction.RollBack);
        var two = Some.Canary(Some.Shift(5), Some.Verify(0, 30), Some.Shift(50), Some.Verify(0, 30), Some.Bake(60));
        var play = Judged(Play.Begun(two with { Checks = plan.Checks, Score = plan.Score }), "a", "b", "c");
        play.Judge("d", Standing.Breach);

        Assert.Equal((Weight.Percent(50), "Verify"), (play.Main.Aim.Candidate, play.StepNow));
        Assert.Equal("Running", Judged(play, "a", "b", "c").Status);
        Assert.Equal("Verify", play.StepNow);
        Assert.Equal("Bake", play.Judge("d", Standing.Healthy).StepNow);
    }

    private static Play Judged(Play play, params string[] healthy)
    {
        foreach (var check in healthy)
        {
            play.Judge(check, Standing.Healthy);
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

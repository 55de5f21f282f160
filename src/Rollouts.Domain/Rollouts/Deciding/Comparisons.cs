using Rollouts.Analysis;
using Rollouts.Analysis.Compare;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Scores comparisons. If a plan has a score, a single comparison decides nothing. The score is computed when the last
/// comparison is complete.
/// </summary>
internal static class Comparisons
{
    public static bool AreScored(Rollout state, CheckRun guard) =>
        state.Spec.Plan.Score is not null && guard.Check.Judge is Judge.Compare && guard.Counts;

    /// <summary>
    /// The score of the comparisons; null if the plan has no score, or if a comparison is still missing.
    /// </summary>
    public static Verdict? Score(Rollout state) => state.Spec.Plan.Score is { } rule ? Score(state, rule) : null;

    private static Verdict? Score(Rollout state, ScoreRule rule)
    {
        List<CheckRun> scored =
        [
            .. state.Checks.Where(guard => AreScored(state, guard) && Waits.IsAwaited(state, guard)),
        ];
        return scored.Count == 0 || scored.Exists(guard => ClassOf(guard) is null)
            ? null
            : Analysis.Compare.Score.Of(scored.Select(Scored), Weights(scored)).Verdict(rule.Pass, rule.Marginal);
    }

    /// <summary>The plan's action for a failed score: the most severe action of its comparisons.</summary>
    public static BreachAction OnBreach(Rollout state) =>
        state.Checks.Any(guard => AreScored(state, guard) && guard.Check.OnBreach == BreachAction.RollBack)
            ? BreachAction.RollBack
            : BreachAction.Hold;

    private static ScoredCheck Scored(CheckRun guard)
    {
        var rule = RuleOf(guard);
        return new ScoredCheck(guard.Name, ClassOf(guard)!.Value, [rule.Group ?? guard.Name], rule.Critical);
    }

    private static Dictionary<string, double> Weights(IEnumerable<CheckRun> scored) =>
        scored
            .Select(RuleOf)
            .Where(rule => rule is { Group: not null, GroupWeight: not null })
            .DistinctBy(rule => rule.Group, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Group!, rule => (double)rule.GroupWeight!.Value, StringComparer.Ordinal);

    private static CompareRule RuleOf(CheckRun guard) => ((Judge.Compare)guard.Check.Judge).Rule;

    // Which side a comparison broke on is in its evidence; here it only counts that it did.
    private static Classification? ClassOf(CheckRun guard) =>
        guard.Outcome switch
        {
            CheckOutcome.Healthy => Classification.Pass,
            CheckOutcome.Breach => Classification.High,
            CheckOutcome.NoData => Classification.NoData,
            _ => null,
        };
}

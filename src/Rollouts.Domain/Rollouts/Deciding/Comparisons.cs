using Rollouts.Domain.Analysis;
using Rollouts.Domain.Analysis.Compare;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Where a plan has a score its comparisons decide nothing each for itself: they are added up when the last of them is
/// there.
/// </summary>
internal static class Comparisons
{
    public static bool AreScored(Rollout state, Guard guard) =>
        state.Terms.Plan.Score is not null && guard.Check.Judge is Judge.Compare && guard.Counts;

    /// <summary>What they add up to; null where nothing is scored here, or one of them is still to come.</summary>
    public static Verdict? Score(Rollout state)
    {
        if (state.Terms.Plan.Score is not { } rule)
        {
            return null;
        }

        List<Guard> scored = [.. state.Guards.Where(guard => AreScored(state, guard) && Waits.IsAwaited(state, guard))];
        return scored.Count == 0 || scored.Exists(guard => ClassOf(guard) is null)
            ? null
            : Analysis.Compare.Score.Of(scored.Select(Scored), Weights(scored)).Verdict(rule.Pass, rule.Marginal);
    }

    /// <summary>What the plan has for a score that fails: the sternest of what its comparisons ask for.</summary>
    public static BreachAction OnBreach(Rollout state) =>
        state.Guards.Any(guard => AreScored(state, guard) && guard.Check.OnBreach == BreachAction.RollBack)
            ? BreachAction.RollBack
            : BreachAction.Hold;

    private static ScoredCheck Scored(Guard guard)
    {
        var rule = RuleOf(guard);
        return new ScoredCheck(guard.Name, ClassOf(guard)!.Value, [rule.Group ?? guard.Name], rule.Critical);
    }

    private static Dictionary<string, double> Weights(IEnumerable<Guard> scored) =>
        scored
            .Select(RuleOf)
            .Where(rule => rule is { Group: not null, GroupWeight: not null })
            .DistinctBy(rule => rule.Group, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Group!, rule => (double)rule.GroupWeight!.Value, StringComparer.Ordinal);

    private static CompareRule RuleOf(Guard guard) => ((Judge.Compare)guard.Check.Judge).Rule;

    // Which side a comparison broke on is in its evidence; here it only counts that it did.
    private static Classification? ClassOf(Guard guard) =>
        guard.Standing switch
        {
            Standing.Healthy => Classification.Pass,
            Standing.Breach => Classification.High,
            Standing.NoData => Classification.NoData,
            _ => null,
        };
}

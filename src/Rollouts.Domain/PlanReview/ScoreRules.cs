using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview;

/// <summary>A score has comparisons to add up and limits that can be met and missed.</summary>
internal static class ScoreRules
{
    public static IEnumerable<PlanFault> Review(Submission submission)
    {
        var plan = submission.Plan;
        var at = PlanPath.Root.Key("score");
        if (plan.Score is not { } score)
        {
            return [];
        }

        List<PlanFault> faults = [];
        if (!plan.Checks.Any(check => check.Judge is Judge.Compare && !check.DryRun))
        {
            faults.Add(
                new PlanFault(
                    "plan.score-without-compare",
                    at,
                    "a score groups the checks judged by 'compare' and this plan has none; leave it out"
                )
            );
        }

        if (score.Marginal > score.Pass)
        {
            faults.Add(
                new PlanFault(
                    "plan.score-limits",
                    at,
                    $"'marginal' ({score.Marginal}) lies above 'pass' ({score.Pass}); marginal is the lower of the two"
                )
            );
        }

        var weights = plan
            .Checks.Select(check =>
                check.Judge is Judge.Compare { Rule: { Group: { } group, GroupWeight: { } weight } }
                    ? (group, weight)
                    : default
            )
            .Where(pair => pair.group is not null)
            .Distinct()
            .Sum(pair => pair.weight);
        if (weights > 100)
        {
            faults.Add(
                new PlanFault(
                    "plan.score-limits",
                    at,
                    $"the weights of the groups add up to {weights}; together they are at most 100"
                )
            );
        }

        return faults;
    }
}

using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview;

/// <summary>Names are unique, and every used name is defined.</summary>
internal static class NameRules
{
    public static IEnumerable<PlanFault> Review(Submission submission)
    {
        var plan = submission.Plan;
        return
        [
            .. Twice("check", plan.Checks.Select(check => (check.Name.Value, check.At))),
            .. Twice("target", plan.Targets.Select(target => (target.Name.Value, target.At))),
            .. Twice(
                "freeze",
                plan.Freezes.Select((freeze, i) => (freeze.Name.Value, PlanPath.Root.Key("freezes").Item(i)))
            ),
            .. plan.Checks.SelectMany(check => Borrowed(plan, check)),
        ];
    }

    private static IEnumerable<PlanFault> Twice(string what, IEnumerable<(string Name, PlanPath At)> names) =>
        names
            .GroupBy(named => named.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Skip(1))
            .Select(again => new PlanFault(
                "plan.duplicate-name",
                again.At.Key("name"),
                $"there is already a {what} named '{again.Name}'; give each its own name, since the audit log "
                    + "tells them apart by it"
            ));

    private static IEnumerable<PlanFault> Borrowed(Plan plan, Check check)
    {
        if (check.Subject is not Subject.CountsOf { Check: var name })
        {
            yield break;
        }

        var lenders = plan
            .Checks.Where(other => other.Subject is Subject.Counts or Subject.RouterCounts or Subject.Histogram)
            .ToList();
        if (!lenders.Exists(other => other.Name == name))
        {
            var names = lenders.ConvertAll(other => other.Name.Value);
            var known = names.Count == 0 ? "this plan has none" : $"checks with counts: {string.Join(", ", names)}";
            yield return new PlanFault(
                "plan.unknown-name",
                check.At.Key("of"),
                $"no check with counts is named '{name}'{Nearest.Hint(name.Value, names)} ({known})"
            );
        }
    }
}

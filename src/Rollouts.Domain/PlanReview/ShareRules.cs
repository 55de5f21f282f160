using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview;

/// <summary>The share of the candidate is judged by counts that can show it, on targets with one weight.</summary>
internal static class ShareRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        [.. Name(submission.Plan), .. Written(submission), .. Sticky(submission)];

    private static IEnumerable<PlanFault> Name(Plan plan) =>
        plan
            .Checks.Where(check => check.Name == ShareChecks.Name)
            .Select(check => new PlanFault(
                "plan.reserved-name",
                check.At.Key("name"),
                $"'{ShareChecks.Name}' is the check of the candidate's share of the requests; give this check another "
                    + "name"
            ));

    private static IEnumerable<PlanFault> Written(Submission submission)
    {
        var plan = submission.Plan;
        if (plan.Share is not { } rule)
        {
            yield break;
        }

        if (!submission.Course.HasTwoArms)
        {
            yield return new PlanFault(
                "plan.share-without-weights",
                ShareChecks.At,
                "no step of this plan gives the candidate a part of the traffic, so there is no share to judge; remove "
                    + "'share', or add a step below 100%"
            );
        }

        if (rule.Of is { } of)
        {
            foreach (var fault in Lender(plan, of))
            {
                yield return fault;
            }
        }
        else if (OwnCounts(submission) is { } lack)
        {
            yield return new PlanFault(
                "plan.share-needs-counts",
                ShareChecks.At,
                $"{lack}; name a check whose counts are of this route alone, as in 'share: {{ of: errors }}'"
            );
        }
    }

    /// <summary>Why the counts of the routers cannot show the share; null if they can, or if it is not known.</summary>
    private static string? OwnCounts(Submission submission)
    {
        if (!submission.Plan.Checks.Any(check => check.Subject is Subject.RouterCounts))
        {
            return "no check of this plan uses the router's own counts";
        }

        var other = submission
            .Plan.Targets.Select(submission.RouterOf)
            .OfType<RouterTraits>()
            .FirstOrDefault(router => !router.CountsOneRoute);
        return other is null ? null : $"the counts of {other.Title} include requests of other routes";
    }

    private static IEnumerable<PlanFault> Lender(Plan plan, CheckName of)
    {
        var at = ShareChecks.At.Key("of");
        var lenders = plan.Checks.Where(ShareChecks.HasCounts).ToList();
        if (lenders.Find(check => check.Name == of) is not { } lender)
        {
            var names = lenders.ConvertAll(check => check.Name.Value);
            var known = names.Count == 0 ? "this plan has none" : $"checks with counts: {string.Join(", ", names)}";
            yield return new PlanFault(
                "plan.unknown-name",
                at,
                $"no check with counts is named '{of}'{Nearest.Hint(of.Value, names)} ({known})"
            );
            yield break;
        }

        foreach (var query in lender.Subject.Queries.Where(one => !one.Mentions("backend") && !one.Mentions("version")))
        {
            yield return new PlanFault(
                "plan.arms-not-told-apart",
                at,
                $"the share needs the requests of each version, but '{query}' reads the same for both; put {{backend}} "
                    + "or {version} into it"
            );
        }

        if (plan.Targets.Count() > 1 && !plan.IsPerTarget(lender))
        {
            yield return new PlanFault(
                "plan.check-not-per-target",
                at,
                $"check '{of}' adds up targets that may be at different weights; name {{target}} or a variable of the "
                    + "targets in its query"
            );
        }
    }

    private static IEnumerable<PlanFault> Sticky(Submission submission)
    {
        if (submission.Plan.Stickiness is not { } asked)
        {
            yield break;
        }

        foreach (var router in submission.Plan.Targets.Select(submission.RouterOf).OfType<RouterTraits>().Distinct())
        {
            var able = router.Distribution;
            if (asked == Stickiness.Required ? !able.CanKeepUsers : !able.CanSpreadUsers)
            {
                yield return new PlanFault(
                    "plan.no-stickiness",
                    PlanPath.Root.Key("stickiness"),
                    asked == Stickiness.Required
                        ? $"{router.Title} keeps no user on one version; remove 'stickiness' or use a router with "
                            + "cookies or hashes"
                        : $"{router.Title} keeps each user on one version; remove 'stickiness' or use a router that "
                            + "decides for each request"
                );
            }
        }
    }
}

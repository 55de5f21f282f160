using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans;

namespace Rollouts.Domain.PlanReview;

/// <summary>A freeze has a beginning before its end, in a time zone that exists.</summary>
internal static class FreezeRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Plan.Freezes.SelectMany(
            (freeze, i) => Review(freeze, PlanPath.Root.Key("freezes").Item(i), submission.Around)
        );

    private static IEnumerable<PlanFault> Review(Freeze freeze, PlanPath at, ReviewContext around)
    {
        if (freeze is Freeze.Dated dated && dated.Until <= dated.From)
        {
            yield return new PlanFault(
                "plan.freeze-empty",
                at,
                $"freeze '{freeze.Name}' ends ({dated.Until}) before it begins ({dated.From})"
            );
        }

        if (!around.KnowsZone(freeze.Zone))
        {
            yield return new PlanFault(
                "plan.unknown-time-zone",
                at.Key("timeZone"),
                $"no time zone is named '{freeze.Zone}'; names are those of the IANA database, such as "
                    + "Europe/Berlin or UTC"
            );
        }
    }
}

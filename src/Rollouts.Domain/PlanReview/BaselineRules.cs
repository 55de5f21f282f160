using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.PlanReview;

/// <summary>A comparison needs two arms with traffic. With a single arm, an absolute check must watch.</summary>
internal static class BaselineRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        [
            .. submission.Plan.Checks.Where(check => check.IsRelative).SelectMany(check => Relative(check, submission)),
            .. Bake(submission),
            .. Preview(submission),
        ];

    private static IEnumerable<PlanFault> Relative(Check check, Submission submission)
    {
        if (!submission.Course.HasTwoArms)
        {
            var why =
                submission.Plan.Strategy is Strategy.BlueGreen
                    ? "in blue/green all traffic moves at once, so one side never gets any"
                    : "no step of this plan gives the candidate a part of the traffic";
            yield return new PlanFault(
                "plan.no-baseline-traffic",
                check.At,
                $"check '{check.Name}' compares with a baseline, but {why}; judge it 'against: {{ atMost: 1% }}', "
                    + "or add a step below 100%"
            );
        }

        var queries = submission.Plan.AskedFor(check).Subject.Queries.ToList();
        foreach (var query in queries.Where(query => !query.Mentions("backend") && !query.Mentions("version")))
        {
            yield return new PlanFault(
                "plan.arms-not-told-apart",
                check.At,
                $"check '{check.Name}' compares two versions, but '{query}' reads the same for both; put "
                    + $"{{backend}} or {{version}} into it"
            );
        }

        if (
            submission.Plan.Waves.Count > 1
            && queries.Count > 0
            && !queries.Exists(query => NamesTarget(query, submission.Plan))
        )
        {
            yield return new PlanFault(
                "plan.check-not-per-target",
                check.At,
                $"check '{check.Name}' would add up targets that are at different weights; name {{target}} or a "
                    + "variable of the targets in its query"
            );
        }
    }

    private static IEnumerable<PlanFault> Bake(Submission submission)
    {
        var course = submission.Course;
        var at = course.Instructions.ToList().FindIndex(instruction => instruction is Instruction.Bake);
        if (
            at >= 0
            && course.Instructions[at] is Instruction.Bake bake
            && !submission.Plan.Checks.Any(check =>
                !check.IsRelative && !check.DryRun && course.RangeOf(check).Contains(at)
            )
        )
        {
            yield return new PlanFault(
                "plan.bake-unwatched",
                bake.At,
                $"nothing watches the bake of {Spans.Say(bake.For)}: at 100 % there is no baseline to compare with. "
                    + "Add an absolute check (successRate, 'against: { atMost: 1% }', burnRate, threshold), or "
                    + "write 'bake: 0s'"
            );
        }
    }

    private static IEnumerable<PlanFault> Preview(Submission submission)
    {
        if (submission.Plan.Strategy is Strategy.BlueGreen { Preview: null, Verify: { } verify })
        {
            yield return new PlanFault(
                "plan.verify-without-preview",
                verify.At,
                "nothing reaches the new version before the switch, so there is nothing to verify; "
                    + "add 'preview: { header: { x-preview: \"1\" } }', or leave 'verify' out"
            );
        }
    }

    private static bool NamesTarget(Query query, Plan plan) =>
        query.Mentions("target")
        || plan.Targets.SelectMany(target => target.Variables).Any(variable => query.Mentions(variable.Name));
}

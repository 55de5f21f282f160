using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.PlanReview;

/// <summary>
/// A check for a part of the course names steps that exist, in their order, and judges something there.
/// </summary>
internal static class RangeRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        [
            .. Twice(submission),
            .. submission
                .Plan.Checks.Where(check => (check.From ?? check.Until) is not null)
                .SelectMany(check => Review(check, submission)),
        ];

    private static IEnumerable<PlanFault> Twice(Submission submission) =>
        submission.Plan.Strategy is Strategy.Canary canary
            ? canary
                .Steps.Where(step => step.Name is not null)
                .GroupBy(step => step.Name!.Value.Value, StringComparer.OrdinalIgnoreCase)
                .SelectMany(same => same.Skip(1))
                .Select(again => new PlanFault(
                    "plan.duplicate-name",
                    again.Place,
                    $"there is already a step named '{again.Name}'; give each its own name, since checks refer to it"
                ))
            : [];

    private static IEnumerable<PlanFault> Review(Check check, Submission submission)
    {
        List<PlanFault> unknown =
        [
            .. Unknown(check, check.From, "from", submission),
            .. Unknown(check, check.Until, "until", submission),
        ];
        if (unknown.Count > 0)
        {
            return unknown;
        }

        var range = submission.Course.RangeOf(check);
        return range.First > range.Last ? [OutOfOrder(check)]
            : JudgesNothing(check, range, submission) is { } fault ? [fault]
            : NotPerTarget(check, submission);
    }

    private static IEnumerable<PlanFault> Unknown(Check check, StepName? wanted, string key, Submission submission)
    {
        var names = submission
            .Course.Instructions.Select(instruction => instruction.Name?.Value)
            .OfType<string>()
            .Distinct()
            .ToList();
        if (wanted is { } name && !names.Contains(name.Value))
        {
            var known = names.Count == 0 ? "no step of this plan has a name" : $"named: {string.Join(", ", names)}";
            yield return new PlanFault(
                "plan.unknown-name",
                check.At.Key(key),
                $"no step is named '{name}'{Nearest.Hint(name.Value, names)} ({known}); name a step as in "
                    + $"'- {{ name: {name}, shift: 50% }}'"
            );
        }
    }

    private static PlanFault OutOfOrder(Check check) =>
        new(
            "plan.range-order",
            check.At.Key("until"),
            $"check '{check.Name}' would watch from '{check.From}' until '{check.Until}', which is the earlier step; "
                + "swap the two"
        );

    private static PlanFault? JudgesNothing(Check check, CheckRange range, Submission submission)
    {
        var course = submission.Course;
        var steps = Enumerable.Range(0, course.Instructions.Count).Where(range.Contains).ToList();
        var why =
            !steps.Exists(step => HasTraffic(step, course)) ? "the new version has no traffic there"
            : check.IsRelative && !steps.Exists(step => HasTwoArms(step, course))
                ? "only one version has traffic there, so nothing can be compared"
            : check.Judge is Judge.Compare && !steps.Exists(step => course.Instructions[step] is Instruction.Verify)
                ? "a comparison is made at the end of a verify, and there is none"
            : !steps.Exists(step => course.Instructions[step].Longest > TimeSpan.Zero && IsWait(step, course))
                ? "no step there waits"
            : null;
        return why is null
            ? null
            : new PlanFault(
                "plan.check-judges-nothing",
                check.At.Key(check.From is null ? "until" : "from"),
                $"check '{check.Name}' watches {Say(check)} and judges nothing: {why}"
            );
    }

    // The steps run for each wave, so one number for all waves cannot be at one step of them.
    private static IEnumerable<PlanFault> NotPerTarget(Check check, Submission submission)
    {
        var asked = submission.Plan.AskedFor(check).Subject;
        var isPerTarget =
            asked is Subject.RouterCounts or Subject.RouterLatency
            || asked.Queries.Any(query =>
                query.Mentions("target")
                || submission.Plan.Targets.SelectMany(target => target.Variables).Any(one => query.Mentions(one.Name))
            );
        if (submission.Plan.Waves.Count > 1 && !isPerTarget)
        {
            yield return new PlanFault(
                "plan.check-not-per-target",
                check.At,
                $"check '{check.Name}' watches {Say(check)}, and the steps run for each wave; name {{target}} or a "
                    + "variable of the targets in its query"
            );
        }
    }

    internal static string Say(Check check) =>
        (check.From, check.Until) switch
        {
            ({ } from, { } until) when from == until => $"in step '{from}'",
            ({ } from, { } until) => $"from step '{from}' to the end of step '{until}'",
            ({ } from, null) => $"from step '{from}' on",
            (null, { } until) => $"to the end of step '{until}'",
            (null, null) => "in the whole course",
        };

    private static bool HasTraffic(int step, StepProgram course) =>
        course.WeightAt(step) > Weight.Zero
        || course.Instructions.Take(step + 1).OfType<Instruction.Route>().LastOrDefault() is { Matches.IsEmpty: false };

    private static bool HasTwoArms(int step, StepProgram course) =>
        course.WeightAt(step) is var weight && weight > Weight.Zero && weight < Weight.Full;

    private static bool IsWait(int step, StepProgram course) =>
        course.Instructions[step]
            is Instruction.Hold
                or Instruction.Verify
                or Instruction.Approve
                or Instruction.Gate
                or Instruction.PointOfNoReturn
                or Instruction.Bake;
}

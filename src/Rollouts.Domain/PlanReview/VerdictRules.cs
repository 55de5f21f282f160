using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview;

/// <summary>Each check can fail and can pass; a plan with no way to stop a bad release is none.</summary>
internal static class VerdictRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        [
            .. submission.Plan.Checks.SelectMany(check => Judging(check)),
            .. Watched(submission),
            .. submission.Course.Instructions.SelectMany(
                (instruction, step) =>
                    instruction is Instruction.Verify verify ? Verifying(verify, step, submission) : []
            ),
        ];

    private static IEnumerable<PlanFault> Judging(Check check) =>
        check.Judge switch
        {
            Judge.Sequential { Against: Reference.AtMost { Limit.Value: 0 } } =>
            [
                CannotPass(
                    check,
                    "no number of requests proves that none will ever fail; give a limit above 0, such as "
                        + "'atMost: 0.1%'"
                ),
            ],
            Judge.Sequential { Against: Reference.AtMost { Limit.Value: 1 } } =>
            [
                CannotFail(check, "not even a total failure exceeds 100 %"),
            ],
            Judge.Sequential { Against: Reference.Baseline { TolerateRatio: < 1 } } =>
            [
                CannotPass(
                    check,
                    "a candidate that is as good as the baseline would break it; 'tolerateRatio' is at least 1"
                ),
            ],
            Judge.Sequential { Against: Reference.Baseline { AtLeastExcess.Value: 1 } } =>
            [
                CannotFail(check, "no difference exceeds 100 percentage points"),
            ],
            Judge.Threshold { Tolerate: Tolerance.OfLast(var bad, var last) } when bad >= last =>
            [
                CannotFail(
                    check,
                    $"with 'tolerate: {bad} of {last}' every value may be bad; tolerate fewer than it looks at"
                ),
            ],
            Judge.Threshold { Limit: ValueLimit.Between(var low, var high) } when low.Value > high.Value =>
            [
                CannotPass(check, $"no value lies between {low} and {high}; the lower bound comes first"),
            ],
            Judge.Sequential or Judge.Threshold or Judge.Compare or Judge.BurnRate or Judge.Share => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<PlanFault> Watched(Submission submission)
    {
        var plan = submission.Plan;
        var stoppable =
            plan.Checks.Any(check => !check.DryRun)
            || plan.RollBackOn != RollBackOn.Nothing
            || submission.Course.Instructions.Any(instruction =>
                instruction is Instruction.Gate or Instruction.Approve
            );
        if (!stoppable)
        {
            yield return new PlanFault(
                "plan.cannot-fail",
                PlanPath.Root,
                "nothing in this plan can stop a bad release; add a check (such as '- successRate: { atLeast: 99% }'), "
                    + "an alarm under 'rollBackOn', an approve or a gate"
            );
        }
    }

    private static IEnumerable<PlanFault> Verifying(Instruction.Verify verify, int step, Submission submission)
    {
        var anywhere = submission.Plan.Checks.Where(check => !check.DryRun).ToList();
        var required = anywhere.FindAll(check => submission.Course.RangeOf(check).Contains(step));
        if (required.Count == 0 && anywhere.Count > 0)
        {
            yield return new PlanFault(
                "plan.check-cannot-fail",
                verify.At,
                "no check watches this step, so the verify waits for nothing; widen the 'from' or 'until' of a check, "
                    + "or write 'hold'"
            );
        }
        else if (required.Count == 0)
        {
            yield return new PlanFault(
                "plan.check-cannot-fail",
                verify.At,
                "a verify without a check waits for nothing; add a check (a dry run does not count), or write 'hold'"
            );
        }
        else if (verify.Prove is not null && !required.Exists(check => check.Judge is Judge.Sequential))
        {
            yield return new PlanFault(
                "plan.prove-needs-sequential",
                verify.At.Key("prove"),
                "only a sequential check can prove a margin; add one, or leave 'prove' out"
            );
        }
    }

    internal static PlanFault CannotFail(Check check, string because) =>
        new("plan.check-cannot-fail", check.At, $"check '{check.Name}' can never fail: {because}");

    internal static PlanFault CannotPass(Check check, string because) =>
        new("plan.check-cannot-pass", check.At, $"check '{check.Name}' can never pass: {because}");
}

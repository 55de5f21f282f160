using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.PlanReview;

/// <summary>
/// Every release is judged: something judges it before it succeeds, and each required check has the time to answer
/// wherever a step waits for it.
/// </summary>
internal static class DecisionRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        [
            .. NothingJudges(submission),
            .. submission
                .Plan.Checks.Where(check => !check.DryRun)
                .Select(check => CannotDecide(check, submission))
                .OfType<PlanFault>(),
        ];

    // One write that moves all traffic leaves the bake as the only step at which a check can see the candidate.
    private static IEnumerable<PlanFault> NothingJudges(Submission submission)
    {
        var course = submission.Course.Instructions;
        var before = course.Take(submission.Course.Full).ToList();
        var hasTraffic = before.Exists(instruction => instruction is Instruction.Shift or Instruction.Route);
        var isAnswered =
            before.Exists(instruction => instruction is Instruction.Approve or Instruction.Gate)
            && submission.Plan.Checks.All(check => check.DryRun);
        if (!hasTraffic && !isAnswered && !course.Any(instruction => instruction is Instruction.Bake))
        {
            yield return new PlanFault(
                "plan.nothing-judges",
                PlanPath.Root.Key("strategy"),
                "all traffic moves at once and no step waits for a check before or after that; bake for longer than "
                    + "0s, "
                    + (
                        submission.Plan.Strategy is Strategy.BlueGreen
                            ? "or add 'preview: { header: { x-preview: \"1\" } }'"
                            : "or add a step below 100%"
                    )
            );
        }
    }

    private static PlanFault? CannotDecide(Check check, Submission submission)
    {
        var needed = Needed(check, submission);
        var range = submission.Course.RangeOf(check);
        var place = Places(submission.Course, range)
            .FirstOrDefault(place => place.Waits(check) && place.Available < needed);
        return place is null
            ? null
            : new PlanFault(
                "plan.check-cannot-decide",
                check.At,
                $"check '{check.Name}' needs {Spans.Say(needed)} for an answer ({Say(check, submission)}) and "
                    + $"{place.Said} leaves it {Spans.Say(place.Available)} at most; look more often, or wait longer"
            );
    }

    /// <summary>A step that waits for verdicts.</summary>
    /// <param name="Available">
    /// The longest time from the shift before it until it runs out, with every wait at its limit.
    /// </param>
    private sealed record Place(Weight Weight, TimeSpan Available, string Said)
    {
        public bool Waits(Check check) => !check.IsRelative || (Weight > Weight.Zero && Weight < Weight.Full);
    }

    private static IEnumerable<Place> Places(StepProgram course, CheckRange range)
    {
        var (weight, waited) = (Weight.Zero, TimeSpan.Zero);
        for (var step = 0; step < course.Instructions.Count && step <= range.Last; step++)
        {
            // Nothing is asked before the first step of the check, so the waits before it are no time for it.
            waited = step == range.First ? TimeSpan.Zero : waited;
            switch (course.Instructions[step])
            {
                case Instruction.Shift shift:
                    (weight, waited) = (shift.To, TimeSpan.Zero);
                    break;
                case Instruction.Route when weight == Weight.Zero:
                    waited = TimeSpan.Zero;
                    break;
                case Instruction.Verify verify:
                    waited += verify.AtMost;
                    if (range.Contains(step) && IsWaiting(verify, step, course))
                    {
                        var at = weight == Weight.Zero ? "the preview" : $"{weight}";
                        yield return new Place(weight, waited, $"the verify at {at}");
                    }

                    break;
                case Instruction.Bake bake when range.Contains(step):
                    yield return new Place(weight, bake.For + PlanDefaults.VerifyAtMost, "the bake");
                    break;
                case var other:
                    waited += other.Longest;
                    break;
            }
        }
    }

    private static bool IsWaiting(Instruction.Verify verify, int step, StepProgram course) =>
        verify.Otherwise != UndecidedAction.Advance || step == course.LastVerify;

    private static TimeSpan Needed(Check check, Submission submission)
    {
        var source = submission.SourceOf(check);
        var window = check.Judge is Judge.BurnRate { Windows.IsEmpty: false } burn
            ? burn.Windows.Min(window => window.Short)
            : EveryOf(check, submission) * Values(check, submission);
        return check.WarmUp + window + (source?.Settling ?? TimeSpan.Zero);
    }

    private static string Say(Check check, Submission submission)
    {
        var settling = submission.SourceOf(check)?.Settling ?? TimeSpan.Zero;
        return (
                check.Judge is Judge.BurnRate
                    ? "its shortest window"
                    : $"{Values(check, submission)} x {Spans.Say(EveryOf(check, submission))}"
            )
            + (check.WarmUp > TimeSpan.Zero ? $", a warm-up of {Spans.Say(check.WarmUp)}" : "")
            + (settling > TimeSpan.Zero ? $", {Spans.Say(settling)} for its numbers to settle" : "");
    }

    private static TimeSpan EveryOf(Check check, Submission submission) =>
        PaceOf(check, submission)?.Every ?? submission.Plan.AskedFor(check).Every;

    // A period that began before the shift covers both weights, so a source that counts by the clock may lose one.
    private static int Values(Check check, Submission submission) =>
        check.Judge switch
        {
            Judge.Compare => CompareRule.LeastPoints,
            Judge.Threshold { Tolerate: Tolerance.OfLast(_, var last) } => last,
            Judge.Threshold { Tolerate: Tolerance.InARow(var bad) } => bad + 1,
            Judge.Threshold { Tolerate: Tolerance.OfAll(var bad) } => bad + 1,
            Judge.Sequential or Judge.BurnRate => 1,
            _ => throw new System.Diagnostics.UnreachableException(),
        } + (PaceOf(check, submission) is { IsByTheClock: true } ? 1 : 0);

    private static Pace? PaceOf(Check check, Submission submission) =>
        submission.SourceOf(check)?.PaceOf(submission.Plan.AskedFor(check));
}

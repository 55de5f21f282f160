using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview;

/// <summary>Weights only rise, end at 100 %, and what follows them makes sense there.</summary>
internal static class WeightRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        [
            .. Rising(submission.Course).DistinctBy(fault => fault.At),
            .. AfterFull(submission.Course),
            .. Baking(submission.Course),
            .. Ending(submission.Course),
        ];

    private static IEnumerable<PlanFault> Rising(StepProgram course)
    {
        var reached = Weight.Zero;
        foreach (var shift in course.Instructions.OfType<Instruction.Shift>())
        {
            if (shift.To <= reached)
            {
                yield return new PlanFault(
                    "plan.weights-must-rise",
                    shift.At,
                    $"this shift goes to {shift.To} where {reached} was reached before it; each shift must go higher "
                        + "(a ramp needs room for each of its parts). To go back, roll back: that is one shift to 0"
                );
            }

            reached = shift.To > reached ? shift.To : reached;
        }
    }

    private static IEnumerable<PlanFault> AfterFull(StepProgram course) =>
        course
            .Instructions.Skip(course.Full + 1)
            .Where(instruction => instruction is Instruction.Route or Instruction.Mirror)
            .Select(instruction => new PlanFault(
                "plan.step-after-full",
                instruction.At,
                "at 100 % every request reaches the new version already; put this step before the shift to 100%"
            ));

    private static IEnumerable<PlanFault> Ending(StepProgram course)
    {
        var (routes, mirrors) = (false, false);
        foreach (var instruction in course.Instructions)
        {
            switch (instruction)
            {
                case Instruction.Route { Matches.IsEmpty: true } when !routes:
                    yield return NothingToEnd(instruction, "route");
                    break;
                case Instruction.Route route:
                    routes = !route.Matches.IsEmpty;
                    break;
                case Instruction.Mirror { Share.BasisPoints: 0 } when !mirrors:
                    yield return NothingToEnd(instruction, "mirror");
                    break;
                case Instruction.Mirror mirror:
                    mirrors = mirror.Share != Weight.Zero;
                    break;
            }
        }
    }

    private static PlanFault NothingToEnd(Instruction instruction, string what) =>
        new(
            "plan.nothing-to-end",
            instruction.At,
            $"this step ends a {what}, and no step before it has begun one; leave it out"
        );

    private static IEnumerable<PlanFault> Baking(StepProgram course)
    {
        for (var at = 0; at < course.Instructions.Count - 1; at++)
        {
            if (course.Instructions[at] is Instruction.Bake bake)
            {
                yield return new PlanFault(
                    "plan.bake-not-last",
                    bake.At,
                    "a bake is the last step, after the shift to 100%; to wait in between, write 'hold'"
                );
            }
        }
    }
}

using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Plans.Courses;

/// <summary>
/// Turns a strategy into the course that runs. What a plan leaves out is added here and nowhere else.
/// </summary>
public static class Compiler
{
    public static Course Compile(Plan plan) =>
        new(
            plan.Strategy switch
            {
                Strategy.Canary canary => [new Instruction.Ready(canary.At), .. Canary(plan, canary)],
                Strategy.BlueGreen blueGreen => [new Instruction.Ready(blueGreen.At), .. BlueGreen(blueGreen)],
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        );

    private static List<Instruction> Canary(Plan plan, Strategy.Canary canary)
    {
        List<Instruction> course = [];
        foreach (var step in canary.Steps)
        {
            course.AddRange(
                step switch
                {
                    Step.Do one => [one.Instruction],
                    Step.Ramp ramp => Ramps.Expand(ramp, from: Reached(course)),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        }

        AddFullShift(course, canary.At);
        AddVerify(plan, course, canary.At);
        return WithBake(course, canary.At);
    }

    private static List<Instruction> BlueGreen(Strategy.BlueGreen plan)
    {
        List<Instruction?> course =
        [
            plan.Preview,
            .. plan.Gates,
            plan.Verify,
            plan.Approve,
            new Instruction.Shift(Weight.Full, PlanDefaults.ShiftWithin, plan.At),
            plan.Bake,
        ];
        return WithBake(course.OfType<Instruction>().ToList(), plan.At);
    }

    private static void AddFullShift(List<Instruction> course, PlanPath at)
    {
        if (Reached(course) < Weight.Full)
        {
            var bake = course.FindIndex(instruction => instruction is Instruction.Bake);
            course.Insert(
                bake < 0 ? course.Count : bake,
                new Instruction.Shift(Weight.Full, PlanDefaults.ShiftWithin, at)
            );
        }
    }

    // A rollout succeeds only after its relative checks were healthy once while both arms had traffic.
    private static void AddVerify(Plan plan, List<Instruction> course, PlanPath at)
    {
        var full = course.FindIndex(instruction => instruction is Instruction.Shift shift && shift.To == Weight.Full);
        var verified =
            course.FindIndex(instruction => instruction is Instruction.Verify) is var found
            && found >= 0
            && found < full;
        if (!verified && plan.Checks.Any(check => check.IsRelative && !check.DryRun))
        {
            course.Insert(
                full,
                new Instruction.Verify(
                    PlanDefaults.VerifyAtLeast,
                    PlanDefaults.VerifyAtMost,
                    PlanDefaults.VerifyRequests,
                    Prove: null,
                    UndecidedAction.Hold,
                    at
                )
            );
        }
    }

    private static List<Instruction> WithBake(List<Instruction> course, PlanPath at)
    {
        if (!course.Exists(instruction => instruction is Instruction.Bake))
        {
            course.Add(new Instruction.Bake(PlanDefaults.Bake, at));
        }

        course.RemoveAll(instruction => instruction is Instruction.Bake bake && bake.For == TimeSpan.Zero);
        return course;
    }

    private static Weight Reached(List<Instruction> course) =>
        course.OfType<Instruction.Shift>().LastOrDefault()?.To ?? Weight.Zero;
}

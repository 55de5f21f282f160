using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Plans.Courses;

/// <summary>
/// Compiles a strategy to the program that runs. It is the only place that fills in the defaults of a strategy.
/// </summary>
public static class Compiler
{
    /// <param name="demand">
    /// What the environment demands beside the plan. It is a requirement of its own: the plan neither repeats nor
    /// loosens it.
    /// </param>
    public static StepProgram Compile(Plan plan, ApprovalDemand? demand = null) =>
        new(
            plan.Strategy switch
            {
                Strategy.Canary canary => [new Instruction.Ready(canary.At), .. Canary(plan, demand, canary)],
                Strategy.BlueGreen blueGreen =>
                [
                    new Instruction.Ready(blueGreen.At),
                    .. BlueGreen(plan, demand, blueGreen),
                ],
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        );

    private static List<Instruction> Canary(Plan plan, ApprovalDemand? demand, Strategy.Canary canary)
    {
        List<Instruction> course = [];
        foreach (var step in canary.Steps)
        {
            course.AddRange(
                step switch
                {
                    Step.Do one => [one.Instruction],
                    Step.PassPoint pass => [pass.Approve, pass.Point],
                    Step.Ramp ramp => Ramps.Expand(ramp, from: Reached(course)),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        }

        AddFullShift(course, canary.At);
        AddVerify(plan, course, canary.At);
        AddDemand(plan, demand, course);
        return WithBake(course, canary.At);
    }

    // The parts of blue/green are named by their keys, so that checks can refer to them.
    private static List<Instruction> BlueGreen(Plan plan, ApprovalDemand? demand, Strategy.BlueGreen written)
    {
        List<Instruction?> course =
        [
            Named(written.Preview, "preview"),
            .. written.Gates.Select(gate => Named(gate, "gates")),
            Named(written.Verify, "verify"),
            Named(written.Approve, "approve"),
            Named(new Instruction.Shift(Weight.Full, PlanDefaults.ShiftWithin, written.At), "shift"),
            Named(written.Bake, "bake"),
        ];
        var parts = course.OfType<Instruction>().ToList();
        var behind = 1 + written.Gates.Count;
        if (written is { Verify: null, Preview: not null } && HasJudge(plan, parts, behind, twoArms: false))
        {
            parts.Insert(behind, Named(DefaultVerify(written.At), "verify")!);
        }

        AddDemand(plan, demand, parts);
        var compiled = WithBake(parts, written.At)
            .ConvertAll(part => part is Instruction.Bake ? Named(part, "bake")! : part);

        // Where no check refers to a step, the course stays as it always was.
        return plan.Checks.Any(check => (check.From ?? check.Until) is not null)
            ? compiled
            : compiled.ConvertAll(part => part with { Name = null });
    }

    private static Instruction? Named(Instruction? part, string name) =>
        part is null ? null : part with { Name = new StepName(name) };

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

    // Full traffic requires that every required check was healthy since the previous shift. A hold only passes time,
    // and a verify before that shift judged another weight.
    private static void AddVerify(Plan plan, List<Instruction> course, PlanPath at)
    {
        var full = FullShift(course);
        var before = course.GetRange(0, full);
        var shift = before.FindLastIndex(instruction => instruction is Instruction.Shift);
        var from = shift >= 0 ? shift : before.FindIndex(instruction => instruction is Instruction.Route);
        if (from < 0)
        {
            return;
        }

        // A check whose part of the course begins after the verify, or ends before it, was not judged by it.
        var verify = before.FindLastIndex(instruction => instruction is Instruction.Verify);
        var judges = JudgesOf(plan, course, full, twoArms: shift >= 0);
        if (judges.Any(check => verify < from || !StepProgram.RangeOf(course, check).Contains(verify)))
        {
            course.Insert(full, DefaultVerify(at));
        }
    }

    /// <summary>
    /// Whether a required check has something to judge right before a step, while the candidate has traffic.
    /// </summary>
    private static bool HasJudge(Plan plan, List<Instruction> course, int before, bool twoArms) =>
        JudgesOf(plan, course, before, twoArms).Any();

    private static IEnumerable<Check> JudgesOf(Plan plan, List<Instruction> course, int before, bool twoArms) =>
        plan.Checks.Where(check =>
            !check.DryRun && (twoArms || !check.IsRelative) && IsWatching(StepProgram.RangeOf(course, check), before)
        );

    private static bool IsWatching(CheckRange range, int before) => range.First < before && range.Last >= before;

    // A step of the plan that asks no fewer people of the same groups answers the demand as well.
    private static void AddDemand(Plan plan, ApprovalDemand? demand, List<Instruction> course)
    {
        var full = FullShift(course);
        if (
            demand is not null
            && !course
                .Take(full)
                .OfType<Instruction.Approve>()
                .Any(approve => approve.Count >= demand.Count && approve.From.All(demand.From.Contains))
        )
        {
            course.Insert(
                full,
                new Instruction.Approve(
                    demand.From,
                    demand.Count,
                    PlanDefaults.ApproveWithin,
                    TimeOutAction.RollBack,
                    NotByAuthor: false,
                    Once: true,
                    PlanPath.Root.Key("environment"),
                    DemandedBy: plan.Environment
                )
            );
        }
    }

    private static int FullShift(List<Instruction> course) =>
        course.FindIndex(instruction => instruction is Instruction.Shift shift && shift.To == Weight.Full);

    /// <summary>Whether a required check has something to judge while the candidate has traffic.</summary>
    private static bool HasJudge(Plan plan, bool twoArms) =>
        plan.Checks.Any(check => !check.DryRun && (twoArms || !check.IsRelative));

    private static Instruction.Verify DefaultVerify(PlanPath at) =>
        new(
            PlanDefaults.VerifyAtLeast,
            PlanDefaults.VerifyAtMost,
            PlanDefaults.VerifyRequests,
            Prove: null,
            UndecidedAction.Hold,
            at
        );

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

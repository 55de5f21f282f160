using Rollouts.Analysis.Power;
using Rollouts.Analysis.Shares;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Rollouts.Judging;

/// <summary>
/// Turns a plan into a simulation: its steps with traffic, and the judges that a rollout of it would have.
/// </summary>
public static class Rehearsals
{
    /// <param name="Plan">The simulated plan.</param>
    /// <param name="LeftOut">
    /// Checks of plain values, which simulated traffic cannot produce, and checks that only watch.
    /// </param>
    public sealed record Prepared(RehearsalPlan Plan, ValueList<CheckName> LeftOut);

    /// <param name="countsOneRoute">Whether the counts that the plan's routers keep are of the route alone.</param>
    public static Prepared Of(Plan plan, bool countsOneRoute)
    {
        var terms = TermsOf(plan, countsOneRoute);
        var judged = plan.Checks.Where(IsRehearsed).ToList();
        return new Prepared(
            new RehearsalPlan
            {
                Steps = Steps(terms.Steps).Select(step => step.Step).ToValueList(),
                Tick = judged.Count == 0 ? PlanDefaults.CheckEvery : judged.Min(check => check.Every),
                Failures = JudgesOf(terms, judged.Where(check => !LooksAtLatency(plan, check))),
                Slowness = JudgesOf(terms, judged.Where(check => LooksAtLatency(plan, check))),
                Share = terms.Share is { } share ? (ShareSettings)Judges.Of(terms, share) : null,
            },
            plan.Checks.Except(judged).Select(check => check.Name).ToValueList()
        );
    }

    private static bool IsRehearsed(Check check) =>
        check is { DryRun: false, OnBreach: BreachAction.RollBack, Judge: Judge.Sequential or Judge.BurnRate };

    private static bool LooksAtLatency(Plan plan, Check check) =>
        plan.AskedFor(check).Subject is Subject.Histogram or Subject.RouterLatency;

    private static ValueList<RehearsedJudge> JudgesOf(RolloutSpec terms, IEnumerable<Check> checks) =>
        checks.Select(check => JudgeOf(terms, check)).ToValueList();

    private static RehearsedJudge JudgeOf(RolloutSpec terms, Check check)
    {
        var range = terms.Steps.RangeOf(check);
        var judged = Steps(terms.Steps)
            .Select((step, number) => (step.At, number))
            .Where(one => range.Contains(one.At));
        var numbers = judged.Select(one => one.number).DefaultIfEmpty(int.MaxValue).ToList();
        return new RehearsedJudge(Judges.Of(terms, check)) { First = numbers[0], Last = numbers[^1] };
    }

    // Waves repeat the same steps on other targets. A fault that the first wave misses is missed by the second, too.
    private static IEnumerable<(RehearsalStep Step, int At)> Steps(StepProgram course)
    {
        var weight = Weight.Zero;
        for (var at = 0; at < course.Instructions.Count; at++)
        {
            var instruction = course.Instructions[at];
            switch (instruction)
            {
                case Instruction.Shift shift:
                    weight = shift.To;
                    break;
                case Instruction.Hold or Instruction.Bake when weight > Weight.Zero:
                    yield return (RehearsalStep.Hold(weight, instruction.Longest), at);
                    break;
                case Instruction.Verify verify when weight > Weight.Zero:
                    var judged = new RehearsalStep
                    {
                        Weight = weight,
                        AtLeast = verify.AtLeast,
                        AtMost = verify.AtMost,
                        Requests = verify.Requests,
                        Prove = (double?)verify.Prove?.Value,
                        Otherwise = EndOf(verify.Otherwise),
                    };
                    yield return (judged, at);
                    break;
            }
        }
    }

    private static StepEnd EndOf(UndecidedAction otherwise) =>
        otherwise switch
        {
            UndecidedAction.Hold => StepEnd.Hold,
            UndecidedAction.RollBack => StepEnd.RollBack,
            UndecidedAction.Advance => StepEnd.Advance,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // As a start would have them. How many judges share the promise on false alarms depends on the targets.
    private static RolloutSpec TermsOf(Plan plan, bool countsOneRoute) =>
        new()
        {
            Id = default,
            Version = new VersionName("candidate"),
            Plan = plan,
            Steps = Compiler.Compile(plan),
            Targets = plan
                .Waves.SelectMany(
                    (wave, number) =>
                        wave.Targets.Select(target => new TargetSpec
                        {
                            Name = target.Name,
                            Wave = number,
                            Candidate = new BackendName("candidate"),
                            Stable = new BackendName("stable"),
                            ReadsBack = true,
                        })
                )
                .ToValueList(),
            Authors = [],
            Share = ShareChecks.Of(plan, countsOneRoute),
        };
}

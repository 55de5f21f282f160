using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>A plan of any shape that may run: steps, waves, checks and policies are drawn.</summary>
internal static class AnyPlan
{
    private static readonly int[] Weights = [1, 5, 10, 25, 50, 90];

    public static Plan Of(Func<int, int> next)
    {
        var waves = 1 + next(2);
        var plan = next(5) == 0 ? BlueGreen(next) : Some.Canary([.. Steps(next)]);
        return WithRanges(
            plan with
            {
                Waves = Enumerable
                    .Range(0, waves)
                    .Select(wave => Some.Wave([.. Enumerable.Range(0, 1 + next(2)).Select(i => $"t{wave}{i}")]))
                    .ToValueList(),
                Checks = Checks(next),
                Share =
                    next(3) == 0
                        ? new ShareRule(Some.ErrorLimit.Name, Proportion.Percent(0.1m), (TroubleAction)next(3))
                        : null,
                RollBackOn = new RollBackOn(["named"], []),
                Limits = new Limits
                {
                    AtMost = next(3) == 0 ? TimeSpan.FromHours(3) : null,
                    PausedAtMost = TimeSpan.FromHours(12),
                },
            },
            next
        );
    }

    // Each part of a course may be that of a check. Only a check of its target has a part in more than one wave.
    private static Plan WithRanges(Plan plan, Func<int, int> next)
    {
        if (next(3) > 0 || plan.Strategy is not Strategy.Canary { Steps: { Count: > 1 } steps } canary)
        {
            return plan;
        }

        var named = steps.Select((step, i) => step.Named(new StepName($"s{i}"))).ToValueList();
        return plan with
        {
            Strategy = canary with { Steps = named },
            Checks = plan
                .Checks.Select(check =>
                    plan.Waves.Count == 1 || IsPerTarget(check) ? Ranged(check, steps.Count, next) : check
                )
                .ToValueList(),
        };
    }

    private static bool IsPerTarget(Check check) => check.Subject.Queries.Any(query => query.Mentions("target"));

    private static Check Ranged(Check check, int steps, Func<int, int> next)
    {
        var first = next(steps);
        return check with
        {
            From = next(2) == 0 ? new StepName($"s{first}") : null,
            Until = next(2) == 0 ? new StepName($"s{first + next(steps - first)}") : null,
        };
    }

    private static IEnumerable<Step> Steps(Func<int, int> next)
    {
        var from = 0;
        var shifts = next(4);
        var point = next(3) == 0 ? next(shifts + 1) : -1;
        for (var i = shifts; i >= 0; i--)
        {
            var left = Weights.Where(weight => weight > from).ToArray();
            if (left.Length == 0)
            {
                break;
            }

            from = left[next(left.Length)];
            yield return Some.Shift(from);
            if (i == point)
            {
                yield return Some.PassPoint((TimeOutAction)next(2));
            }

            if (next(4) > 0)
            {
                yield return Wait(next);
            }
        }

        if (next(3) == 0)
        {
            yield return new Step.Do(Mirror);
        }

        yield return Some.Bake(next(2) * 10);
    }

    private static Step Wait(Func<int, int> next) =>
        next(5) switch
        {
            0 => Some.Hold(10),
            1 => new Step.Do(ApproveOf(next)),
            2 => new Step.Do(GateOf(next)),
            3 => new Step.Do(Preview),
            _ => new Step.Do(VerifyOf(next)),
        };

    private static Plan BlueGreen(Func<int, int> next) =>
        Some.Canary() with
        {
            Strategy = new Strategy.BlueGreen
            {
                Preview = Preview,
                Gates = next(2) == 0 ? [GateOf(next)] : [],
                Verify = VerifyOf(next),
                Approve = next(2) == 0 ? ApproveOf(next) : null,
                At = Some.Place,
            },
        };

    private static Instruction.Route Preview { get; } =
        new([RequestMatch.Header("x-preview", "1")], TimeSpan.FromMinutes(2), Some.Place);

    private static Instruction.Mirror Mirror { get; } = new(Weight.Percent(10), TimeSpan.FromMinutes(2), Some.Place);

    private static Instruction.Verify VerifyOf(Func<int, int> next) =>
        new(
            TimeSpan.FromMinutes(next(3)),
            TimeSpan.FromMinutes(30),
            Requests: 100,
            Prove: null,
            (UndecidedAction)next(3),
            Some.Place
        );

    private static Instruction.Approve ApproveOf(Func<int, int> next) =>
        new(
            [Actors.Release],
            1 + next(2),
            TimeSpan.FromHours(1),
            (TimeOutAction)next(2),
            NotByAuthor: next(2) == 0,
            Once: next(2) == 0,
            Some.Place,
            next(2) == 0 ? [new Escalation(TimeSpan.FromMinutes(5 + next(40)), "#leads")] : null,
            next(3) == 0 ? TimeSpan.FromMinutes(1 + next(60)) : null
        );

    private static Instruction.Gate GateOf(Func<int, int> next) =>
        new(
            new Address.Url("https://ci.example/smoke"),
            TimeSpan.FromMinutes(15),
            (TimeOutAction)next(2),
            Once: next(3) == 0,
            Some.Place
        );

    private static ValueList<Check> Checks(Func<int, int> next)
    {
        List<Check> checks = [With(Some.ErrorLimit, next)];
        if (next(2) == 0)
        {
            checks.Add(With(Some.Errors, next));
        }

        if (next(4) == 0)
        {
            checks.Add(With(Some.ErrorLimit with { Name = new CheckName("trial"), DryRun = true }, next));
        }

        return checks.ToValueList();
    }

    private static Check With(Check check, Func<int, int> next) =>
        check with
        {
            Subject =
                next(2) == 0
                    ? check.Subject
                    : new Subject.Counts(
                        Query.Text("r{t=\"{target}\",a=\"{backend}\"}"),
                        Query.Text("e{t=\"{target}\"}")
                    ),
            OnBreach = (BreachAction)(next(3) / 2),
            OnNoData = new TroublePolicy((TroubleAction)next(3), TimeSpan.FromMinutes(3)),
            OnSourceFailure = new TroublePolicy((TroubleAction)next(3), TimeSpan.FromMinutes(5)),
        };
}

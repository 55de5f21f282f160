namespace Rollouts.Analysis.Power;

/// <summary>
/// Predicts by simulation how a plan would behave: how reliably and how soon it would catch a failure, at which cost,
/// and how long a healthy release takes. The same seed yields the same result.
/// </summary>
public static class Rehearsal
{
    public const int UsualPaths = 500;

    public const ulong UsualSeed = 1;

    /// <summary>A step that catches a smaller share of the failures that reach it has no use.</summary>
    private const double NextToNothing = 0.01;

    /// <summary>
    /// The maximum number of ticks that the judges of the standard failures judge. The time of a rehearsal is
    /// proportional to it.
    /// </summary>
    public static double WorkOf(RehearsalPlan plan, int paths = UsualPaths)
    {
        double lasts = plan.Steps.Sum(step => (double)step.AtMost.Ticks) / SimulatedRollout.TickOf(plan).Ticks;

        // A step takes a tick however short it is, and the traffic of a tick is drawn though no judge looks at it.
        double ticks = lasts + plan.Steps.Count + 1;
        double judges = Failure.Standard.Sum(failure => 1 + plan.JudgesOf(failure).Count) + 1 + plan.Failures.Count;
        double searching = Math.Min(paths, Power.SmallestRatio.MostPaths) * Power.SmallestRatio.MostTries;
        return ticks * ((paths * judges) + (searching * (1 + plan.Failures.Count)));
    }

    /// <summary>Simulates the plan against the failures; the standard ones if none are named.</summary>
    /// <param name="onPath">Called before each path. An exception from it ends the rehearsal early.</param>
    public static RehearsalReport Assess(
        RehearsalPlan plan,
        RehearsedTraffic traffic,
        ValueList<Failure> failures = default,
        int paths = UsualPaths,
        ulong seed = UsualSeed,
        Action? onPath = null
    )
    {
        ValueList<Assessment> assessed = (failures.IsEmpty ? Failure.Standard : failures)
            .Select(failure => Assess(plan, traffic, failure, paths, seed, onPath))
            .ToValueList();
        return new RehearsalReport
        {
            Failures = assessed,
            Healthy = AssessHealthy(plan, traffic, paths, seed, onPath),
            SmallestRatio = Power.SmallestRatio.Find(plan, traffic, paths, seed, onPath),
            Shares = ShareRehearsal.Assess(plan, traffic.RequestsPerSecond, seed, onPath),
            IdleSteps = Enumerable.Range(0, plan.Steps.Count).Where(step => IsIdle(step, assessed)).ToValueList(),
            Tick = SimulatedRollout.TickOf(plan),
            Paths = paths,
            Seed = seed,
        };
    }

    /// <summary>Simulates the plan against one failure.</summary>
    public static Assessment Assess(
        RehearsalPlan plan,
        RehearsedTraffic traffic,
        Failure failure,
        int paths = UsualPaths,
        ulong seed = UsualSeed,
        Action? onPath = null
    )
    {
        double baselineRate = traffic.RateOf(failure);
        var simulated = new SimulatedTraffic(
            traffic.RequestsPerSecond,
            baselineRate,
            failure.CandidateRate(baselineRate)
        );
        SimulatedPath[] ends = Run(plan, plan.JudgesOf(failure), simulated, paths, seed, onPath);
        int[] caught = new int[plan.Steps.Count];
        foreach (SimulatedPath path in ends.Where(path => path.End == PathEnd.RolledBack))
        {
            caught[path.Step]++;
        }

        var assessment = new Assessment
        {
            Failure = failure,
            BaselineRate = simulated.BaselineRate,
            CandidateRate = simulated.CandidateRate,
            RollBack = Chance.Of(caught.Sum(), paths),
            Undecided = Undecided(ends),
            TimeToRollBack = Waiting.Of(SecondsOf(ends, PathEnd.RolledBack)),
            FailedRequests = ends.Average(path => path.Failed),
            CaughtInStep = caught.Select(count => (double)count / paths).ToValueList(),
            Estimate = FastFormula.Of(plan, traffic, failure),
            IsBeyondAnybody = Advisor.IsBeyondAnybody(plan, simulated),
        };
        return assessment with { Advice = Advisor.Advise(plan, traffic, assessment, onPath) };
    }

    private static HealthyAssessment AssessHealthy(
        RehearsalPlan plan,
        RehearsedTraffic traffic,
        int paths,
        ulong seed,
        Action? onPath
    )
    {
        var healthy = new SimulatedTraffic(traffic.RequestsPerSecond, traffic.FailureRate, traffic.FailureRate);
        SimulatedPath[] ends = Run(plan, plan.Failures, healthy, paths, seed, onPath);
        return new HealthyAssessment
        {
            RollBack = Chance.Of(ends.Count(path => path.End == PathEnd.RolledBack), paths),
            Undecided = Undecided(ends),
            TimeToPass = Waiting.Of(SecondsOf(ends, PathEnd.Promoted)),
        };
    }

    /// <summary>Every path has a seed of its own, so one more path changes none of the others.</summary>
    internal static SimulatedPath[] Run(
        RehearsalPlan plan,
        IEnumerable<RehearsedJudge> judges,
        SimulatedTraffic traffic,
        int paths,
        ulong seed,
        Action? onPath = null
    ) =>
        [
            .. Enumerable
                .Range(0, paths)
                .Select(path =>
                {
                    onPath?.Invoke();
                    return SimulatedRollout.Run(plan, judges, traffic, (seed << 32) + (ulong)path);
                }),
        ];

    private static Chance Undecided(SimulatedPath[] ends) =>
        Chance.Of(ends.Count(path => path.End is PathEnd.Held or PathEnd.GaveUp), ends.Length);

    private static List<double> SecondsOf(SimulatedPath[] ends, PathEnd end) =>
        [.. ends.Where(path => path.End == end).Select(path => path.Seconds)];

    private static bool IsIdle(int step, ValueList<Assessment> assessed) =>
        assessed
            .Select(failure => (Caught: failure.CaughtInStep[step], Left: 1 - failure.CaughtInStep.Take(step).Sum()))
            .All(failure => failure.Caught <= NextToNothing * failure.Left);
}

using Rollouts.Analysis.Power;
using Rollouts.Analysis.Sequential;
using Rollouts.Vectors.Peers;

namespace Rollouts.Bench.Detection;

/// <summary>Our judge, as shipped, on the plans that are compared.</summary>
internal static class Ours
{
    /// <param name="longestWait">
    /// How long a step may wait for a verdict beyond its time; null moves on by time alone.
    /// </param>
    public static RehearsalPlan Plan(
        (double Percent, double Seconds)[] steps,
        double tickSeconds,
        double? longestWait = null
    )
    {
        double longest = steps.Sum(step => step.Seconds + (longestWait ?? 0));
        return new RehearsalPlan
        {
            Steps = steps.Select(step => Step(step.Percent, step.Seconds, longestWait)).ToValueList(),
            Tick = TimeSpan.FromSeconds(tickSeconds),
            Failures = [new RelativeSettings { PlannedTicks = (int)(longest / tickSeconds) }],
        };
    }

    public static Caught Against(
        RehearsalPlan plan,
        double requestsPerSecond,
        double baselineRate,
        double candidateRate,
        int runs
    )
    {
        var traffic = new SimulatedTraffic(requestsPerSecond, baselineRate, candidateRate);
        SimulatedPath[] paths = Rehearsal.Run(plan, plan.Failures, traffic, runs, seed: 42);
        SimulatedPath[] found = [.. paths.Where(path => path.End == PathEnd.RolledBack)];
        return new Caught(
            (double)found.Length / runs,
            found.Select(path => path.Seconds).DefaultIfEmpty(double.NaN).Average(),
            paths.Average(path => (double)path.Failed)
        );
    }

    private static RehearsalStep Step(double percent, double seconds, double? longestWait) =>
        longestWait is { } wait
            ? new RehearsalStep
            {
                Weight = Weight.Percent((int)percent),
                AtLeast = TimeSpan.FromSeconds(seconds),
                AtMost = TimeSpan.FromSeconds(seconds + wait),
                Otherwise = StepEnd.Advance,
            }
            : RehearsalStep.Hold(Weight.Percent((int)percent), TimeSpan.FromSeconds(seconds));
}

using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Detection;

/// <summary>Two arms that are equally good, under a disturbance.</summary>
internal sealed class DisturbedTraffic(
    double requestsPerSecond,
    double rate,
    Disturbance disturbance,
    double tickSeconds
)
{
    /// <summary>5, 10, 25 and 50 % of the traffic, over half an hour.</summary>
    public static double ShareAt(double seconds) =>
        seconds switch
        {
            < 300 => 0.05,
            < 600 => 0.10,
            < 1200 => 0.25,
            _ => 0.50,
        };

    public const double Length = 1800;

    public (ArmIncrement Candidate, ArmIncrement Baseline) Draw(SeededGenerator random, double seconds, double share)
    {
        double now = rate * disturbance.At(seconds);
        double late = rate * disturbance.At(seconds - (disturbance.LagTicks * tickSeconds));
        return (Arm(random, requestsPerSecond * share, now), Arm(random, requestsPerSecond * (1 - share), late));
    }

    /// <summary>Whole bursts fall on an arm, in proportion to its traffic.</summary>
    private ArmIncrement Arm(SeededGenerator random, double pace, double badRate)
    {
        double requests = pace * tickSeconds;
        long bad = 0;
        for (long left = PoissonSampler.Draw(random, requests * badRate / disturbance.Burst); left > 0; left--)
        {
            bad += BurstSize(random);
        }

        return new ArmIncrement(PoissonSampler.Draw(random, requests * (1 - badRate)) + bad, bad);
    }

    /// <summary>Geometric from 1 up.</summary>
    private long BurstSize(SeededGenerator random) =>
        disturbance.Burst <= 1
            ? 1
            : 1 + (long)(Math.Log(1 - random.NextDouble()) / Math.Log(1 - (1 / disturbance.Burst)));
}

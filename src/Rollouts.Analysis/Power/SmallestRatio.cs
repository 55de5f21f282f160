namespace Rollouts.Analysis.Power;

/// <summary>Finds the smallest multiple of the baseline's failures that a plan finds in four runs of five.</summary>
internal static class SmallestRatio
{
    private const double Wanted = 0.8;

    public const int MostPaths = 200;

    /// <summary>Halvings of the logarithm: the answer is good to a few percent, as its simulation is.</summary>
    private const int Halvings = 6;

    /// <summary>The ends of the range are tried too.</summary>
    public const int MostTries = Halvings + 3;

    public static double? Find(RehearsalPlan plan, RehearsedTraffic traffic, int paths, ulong seed, Action? onPath)
    {
        if (traffic.FailureRate is <= 0 or >= 1 || plan.Failures.IsEmpty)
        {
            return null;
        }

        bool IsFound(double ratio) =>
            SmallestRatio.IsFound(plan, traffic, ratio, Math.Min(paths, MostPaths), seed, onPath);
        double most = 1 / traffic.FailureRate;
        if (!IsFound(most))
        {
            return null;
        }

        // The formula yields a rough value. The simulation finds the exact one between a third and three times of it.
        double rough = Narrow(
            1,
            most,
            ratio =>
            {
                onPath?.Invoke();
                return Estimated(plan, traffic, ratio) >= Wanted;
            },
            halvings: 20
        );
        double low = Math.Max(1, rough / 3);
        double high = Math.Min(most, rough * 3);
        return Narrow(IsFound(low) ? 1 : low, IsFound(high) ? high : most, IsFound, Halvings);
    }

    private static double Narrow(double misses, double finds, Func<double, bool> isFound, int halvings)
    {
        for (int halving = 0; halving < halvings; halving++)
        {
            double middle = Math.Sqrt(misses * finds);
            (misses, finds) = isFound(middle) ? (misses, middle) : (middle, finds);
        }

        return finds;
    }

    private static double Estimated(RehearsalPlan plan, RehearsedTraffic traffic, double ratio) =>
        FastFormula.Of(plan, traffic, new Failure.Times("", ratio)).RollBack;

    private static bool IsFound(
        RehearsalPlan plan,
        RehearsedTraffic traffic,
        double ratio,
        int paths,
        ulong seed,
        Action? onPath
    )
    {
        var simulated = new SimulatedTraffic(
            traffic.RequestsPerSecond,
            traffic.FailureRate,
            Math.Min(1, traffic.FailureRate * ratio)
        );
        SimulatedPath[] ends = Rehearsal.Run(plan, plan.Failures, simulated, paths, seed, onPath);
        return ends.Count(path => path.End == PathEnd.RolledBack) >= Wanted * paths;
    }
}

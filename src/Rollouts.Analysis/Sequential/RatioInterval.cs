using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// A confidence interval for the ratio of the two rates that is valid at every look and for any course of the weights:
/// each tick is judged by its actual share of requests.
/// </summary>
internal static class RatioInterval
{
    /// <summary>
    /// The grid of the mixture that measures the evidence: ratios from 1/64 to 64, four steps to a doubling.
    /// </summary>
    public const int GridCount = 49;

    public const double StepLog = 0.25;
    public const double LeastLog = -6;

    /// <summary>ln of the ratio at a place of the grid.</summary>
    public static double GridLog(int at) => (LeastLog + (StepLog * at)) * LogMath.Ln2;

    /// <summary>The log-likelihood of a ratio that one tick adds.</summary>
    public static double Increment(in PairedCounts tick, double logRatio)
    {
        double share = tick.Share;
        return (tick.CandidateBad * logRatio) - (tick.Bad * Math.Log((share * Math.Exp(logRatio)) + 1 - share));
    }

    /// <summary>The exact interval of the ratio, computed from the whole list of ticks.</summary>
    public static Interval Of(IReadOnlyList<PairedCounts> ticks, double alpha)
    {
        double LogLikelihood(double logRatio)
        {
            double sum = 0;
            foreach (PairedCounts tick in ticks)
            {
                sum += tick is { HasBothArms: true, Bad: > 0 } ? Increment(tick, logRatio) : 0;
            }

            return sum;
        }

        return Of(LogLikelihood, alpha, farthest: 40);
    }

    /// <summary>All ratios whose log-likelihood is within ln(1/alpha) of the mixture's.</summary>
    /// <param name="farthest">The largest ln of the ratio, up or down, for which the likelihood is known.</param>
    public static Interval Of(Func<double, double> logLikelihood, double alpha, double farthest)
    {
        Span<double> grid = stackalloc double[GridCount];
        for (int at = 0; at < GridCount; at++)
        {
            grid[at] = logLikelihood(GridLog(at));
        }

        double needed = LogMath.Mean(grid) + Math.Log(alpha);
        double peak = Peak(logLikelihood, farthest);
        bool IsPossible(double logRatio) => logLikelihood(logRatio) > needed;
        double low = IsPossible(-farthest) ? 0 : Math.Exp(Bisection.Edge(peak, -farthest, IsPossible));
        double high = IsPossible(farthest)
            ? double.PositiveInfinity
            : Math.Exp(Bisection.Edge(peak, farthest, IsPossible));
        return new Interval(low, high);
    }

    /// <summary>Finds the peak by ternary search, because the likelihood is concave in the log of the ratio.</summary>
    public static double Peak(Func<double, double> logLikelihood, double farthest)
    {
        double low = -farthest;
        double high = farthest;
        for (int step = 0; step < 200; step++)
        {
            double third = (high - low) / 3;
            if (logLikelihood(low + third) < logLikelihood(high - third))
            {
                low += third;
            }
            else
            {
                high -= third;
            }
        }

        return (low + high) / 2;
    }
}

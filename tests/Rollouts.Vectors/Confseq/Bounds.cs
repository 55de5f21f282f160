using Rollouts.Analysis;
using Rollouts.Analysis.Numerics;

namespace Rollouts.Vectors.Confseq;

/// <summary>Bounds and intervals that hold at every look, as the same authors publish them.</summary>
internal static class Bounds
{
    public static double PolynomialStitching(double v, double alpha, double least, double c, double s, double eta)
    {
        double k1 = (Math.Pow(eta, 0.25) + Math.Pow(eta, -0.25)) / Math.Sqrt(2);
        double k2 = (Math.Sqrt(eta) + 1) / 2;
        double used = Math.Max(v, least);
        double level =
            (s * Math.Log(Math.Log(eta * used / least)))
            + Math.Log(Incomplete.Zeta(s) / Math.Pow(Math.Log(eta), s))
            - Math.Log(alpha);
        double linear = k2 * c * level;
        return Math.Sqrt((k1 * k1 * used * level) + (linear * linear)) + linear;
    }

    public static Interval Bernoulli(double hits, double trials, double alpha, double bestAt, double bestAlpha)
    {
        double seen = hits / trials;
        bool IsPossible(double rate)
        {
            if (rate is <= 0 or >= 1)
            {
                return false;
            }

            double variance = rate * (1 - rate);
            return Mixture
                    .BetaBinomial(variance * bestAt, bestAlpha, rate, 1 - rate, isOneSided: false)
                    .Log((seen - rate) * trials, variance * trials) < -Math.Log(alpha);
        }

        return new Interval(
            hits <= 0 ? 0 : Bisection.Edge(seen, 0, IsPossible),
            hits >= trials ? 1 : Bisection.Edge(seen, 1, IsPossible)
        );
    }

    /// <summary>The evidence that two arms of whole numbers 1 to n, one moved up, differ in a quantile.</summary>
    public static double QuantileDifference(double quantile, int offset, int count)
    {
        double variance = quantile * (1 - quantile);
        Mixture mixture = Mixture.BetaBinomial(variance * 100, 0.05, quantile, 1 - quantile, isOneSided: false);
        double least = Enumerable.Range(1, 1000 + offset).Min(at => Evidence(at) + Evidence(at - offset));
        return Math.Min(1, Math.Exp(-least));

        // A value between two observations may count as just above the one or just below the other: the kinder holds.
        double Evidence(double at)
        {
            double above = Math.Clamp(at, 0, count);
            double below = Math.Clamp(at - 1, 0, count);
            double kindest = Math.Clamp(quantile * count, below, above);
            return mixture.Log(kindest - (quantile * count), variance * count);
        }
    }
}

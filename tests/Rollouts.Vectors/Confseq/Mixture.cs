using Rollouts.Analysis.Numerics;

namespace Rollouts.Vectors.Confseq;

/// <summary>
/// The evidence of a mixture at a sum s with intrinsic time v, and the sum at which it reaches a threshold: the
/// conjugate mixtures of Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic
/// confidence sequences".
/// </summary>
internal sealed class Mixture(Func<double, double, double> log, Func<double, double> mostSum)
{
    private static readonly Func<double, double> NoEnd = _ => double.PositiveInfinity;

    public double Log(double s, double v) => log(s, v);

    public double Bound(double v, double alpha)
    {
        double threshold = -Math.Log(alpha);
        double most = mostSum(v);
        if (double.IsInfinity(most))
        {
            most = v;
            while (log(most, v) <= threshold)
            {
                most *= 2;
            }
        }

        return log(most, v) < threshold ? most : Bisection.Edge(0, most, s => log(s, v) < threshold);
    }

    /// <summary>The prior precision that is best at intrinsic time v.</summary>
    public static double BestPrecision(double v, double alpha, bool isOneSided)
    {
        double needed = -Math.Log(isOneSided ? 2 * alpha : alpha);
        return v / ((2 * needed) + Math.Log(1 + (2 * needed)));
    }

    public static Mixture Normal(double bestAt, double alpha, bool isOneSided)
    {
        double rho = BestPrecision(bestAt, alpha, isOneSided);
        return new Mixture(
            (s, v) =>
            {
                double common = (0.5 * Math.Log(rho / (v + rho))) + (s * s / (2 * (v + rho)));
                return isOneSided
                    ? common + LogMath.Ln2 + Math.Log(NormalDistribution.Below(s / Math.Sqrt(v + rho)))
                    : common;
            },
            NoEnd
        );
    }

    public static Mixture GammaExponential(double bestAt, double alpha, double c)
    {
        double rho = BestPrecision(bestAt, alpha, isOneSided: true) / (c * c);
        double lead = (rho * Math.Log(rho)) - GammaFunctions.LogGamma(rho) - Math.Log(Incomplete.GammaBelow(rho, rho));
        return new Mixture(
            (s, v) =>
            {
                double shape = (v / (c * c)) + rho;
                double rate = (s / c) + shape;
                return lead
                    + GammaFunctions.LogGamma(shape)
                    + Math.Log(Incomplete.GammaBelow(shape, rate))
                    - (shape * Math.Log(rate))
                    + (rate - rho);
            },
            NoEnd
        );
    }

    public static Mixture GammaPoisson(double bestAt, double alpha, double c)
    {
        double rho = BestPrecision(bestAt, alpha, isOneSided: true) / (c * c);
        double lead = (rho * Math.Log(rho)) - GammaFunctions.LogGamma(rho) - Math.Log(Incomplete.GammaAbove(rho, rho));
        return new Mixture(
            (s, v) =>
            {
                double rate = (v / (c * c)) + rho;
                double shape = (s / c) + rate;
                return lead
                    + GammaFunctions.LogGamma(shape)
                    + Math.Log(Incomplete.GammaAbove(shape, rate))
                    - (shape * Math.Log(rate))
                    + (v / (c * c));
            },
            NoEnd
        );
    }

    /// <param name="g">How far below its mean an observation may lie.</param>
    /// <param name="h">How far above.</param>
    public static Mixture BetaBinomial(double bestAt, double alpha, double g, double h, bool isOneSided)
    {
        double r = Math.Max(BestPrecision(bestAt, alpha, isOneSided) - (g * h), 1e-3 * g * h);
        double edge = isOneSided ? h / (g + h) : 1;
        double LogBeta(double a, double b) =>
            GammaFunctions.LogBeta(a, b) + (edge < 1 ? Math.Log(Incomplete.Beta(a, b, edge)) : 0);
        double lead = LogBeta(r / (g * (g + h)), r / (h * (g + h)));
        return new Mixture(
            (s, v) =>
            {
                double below = (r + v - (g * s)) / (g * (g + h));
                double above = (r + v + (h * s)) / (h * (g + h));
                return (v / (g * h) * Math.Log(g + h))
                    - ((v + (h * s)) / (h * (g + h)) * Math.Log(g))
                    - ((v - (g * s)) / (g * (g + h)) * Math.Log(h))
                    + LogBeta(below, above)
                    - lead;
            },
            v => v / g
        );
    }
}

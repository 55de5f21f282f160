namespace Rollouts.Analysis.Numerics;

internal static class GammaFunctions
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    private static readonly double[] StirlingFromLast =
    [
        1.0 / 156,
        -691.0 / 360360,
        1.0 / 1188,
        -1.0 / 1680,
        1.0 / 1260,
        -1.0 / 360,
        1.0 / 12,
    ];

    /// <summary>
    /// ln of the gamma function for x above 0: Stirling's series, after raising x to its range of convergence.
    /// </summary>
    public static double LogGamma(double x)
    {
        double product = 1;
        while (x < 10)
        {
            product *= x;
            x++;
        }

        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = 0;
        foreach (double coefficient in StirlingFromLast)
        {
            series = (series * square) + coefficient;
        }

        return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + (series * inverse) - Math.Log(product);
    }

    /// <summary>ln of the beta function.</summary>
    public static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>ln of the number of ways to choose <paramref name="chosen"/> of <paramref name="all"/>.</summary>
    public static double LogChoose(double all, double chosen) =>
        LogGamma(all + 1) - LogGamma(chosen + 1) - LogGamma(all - chosen + 1);
}

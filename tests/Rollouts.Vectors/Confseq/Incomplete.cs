using Rollouts.Analysis.Numerics;

namespace Rollouts.Vectors.Confseq;

/// <summary>Gamma and beta functions cut short, which only reference bounds need.</summary>
internal static class Incomplete
{
    private const int MostTerms = 10_000;
    private const double Enough = 1e-16;

    /// <summary>The share of the gamma function's integral above x.</summary>
    public static double GammaAbove(double a, double x) => 1 - GammaBelow(a, x);

    public static double GammaBelow(double a, double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        // The power series, whose terms fall once they have passed x - a.
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MostTerms && term > Enough * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return Math.Min(1, sum * Math.Exp((a * Math.Log(x)) - x - GammaFunctions.LogGamma(a)));
    }

    /// <summary>The share of the beta function's integral below x.</summary>
    public static double Beta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double logFront = (a * Math.Log(x)) + (b * Math.Log(1 - x)) - GammaFunctions.LogBeta(a, b);
        return x > (a + 1) / (a + b + 2) ? 1 - Beta(b, a, 1 - x) : Math.Exp(logFront) / a * Fraction(a, b, x);
    }

    public static double Zeta(double s)
    {
        // Euler and Maclaurin: the head summed, the tail as an integral with two corrections.
        const int Head = 200;
        double sum = 0;
        for (int n = 1; n < Head; n++)
        {
            sum += Math.Pow(n, -s);
        }

        double tail = Math.Pow(Head, 1 - s) / (s - 1);
        return sum + tail + (0.5 * Math.Pow(Head, -s)) + (s / 12 * Math.Pow(Head, -s - 1));
    }

    /// <summary>The continued fraction of the incomplete beta function, from its far end.</summary>
    private static double Fraction(double a, double b, double x)
    {
        double value = 0;
        for (int m = 500; m >= 1; m--)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            value = even / (1 + (odd / (1 + value)));
        }

        double first = -(a + b) * x / (a + 1);
        return 1 / (1 + (first / (1 + value)));
    }
}

namespace Rollouts.Analysis.Numerics;

/// <summary>Arithmetic on logarithms: evidence may reach a million nats, which no double holds as a number.</summary>
internal static class LogMath
{
    public static readonly double Ln2 = Math.Log(2);

    /// <summary>
    /// ln(1 + x), exact to the last digits for the smallest x. The platform's own is ln of the rounded sum, which
    /// is 0 at 1e-17: a tick of a thousand such terms would count for nothing.
    /// </summary>
    public static double Log1P(double x)
    {
        double sum = 1 + x;
        double rounded = sum - 1;
        // The rounding error of the sum is the same above and below the fraction, so it cancels.
        return rounded == 0 ? x
            : double.IsPositiveInfinity(sum) ? sum
            : Math.Log(sum) * (x / rounded);
    }

    /// <summary>ln(exp(a) + exp(b)).</summary>
    public static double Add(double a, double b)
    {
        double high = Math.Max(a, b);
        double low = Math.Min(a, b);
        return double.IsNegativeInfinity(low) ? high : high + Log1P(Math.Exp(low - high));
    }

    /// <summary>ln of the mean of exp(x): the evidence of a mixture with equal weights.</summary>
    public static double Mean(ReadOnlySpan<double> logs) => Sum(logs) - Math.Log(logs.Length);

    public static double Sum(ReadOnlySpan<double> logs)
    {
        double high = double.NegativeInfinity;
        foreach (double log in logs)
        {
            high = Math.Max(high, log);
        }

        if (double.IsInfinity(high))
        {
            return high;
        }

        double sum = 0;
        foreach (double log in logs)
        {
            sum += Math.Exp(log - high);
        }

        return high + Math.Log(sum);
    }
}

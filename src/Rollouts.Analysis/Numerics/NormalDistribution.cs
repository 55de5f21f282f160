namespace Rollouts.Analysis.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private static readonly double RootTwoPi = Math.Sqrt(2 * Math.PI);

    public static double Density(double x) => Math.Exp(-0.5 * x * x) / RootTwoPi;

    /// <summary>The chance of a value at or below x, to about fourteen digits.</summary>
    public static double Below(double x) => x > 0 ? 1 - Tail(x) : Tail(-x);

    /// <summary>The x with that much chance below it; infinite at 0 and 1.</summary>
    public static double Quantile(double chance)
    {
        if (chance <= 0 || chance >= 1)
        {
            return chance <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (chance > 0.5)
        {
            return -Quantile(1 - chance);
        }

        // The density is log-concave, so Newton on ln Below climbs from the left without ever overshooting.
        double x = -Math.Sqrt(-2 * Math.Log(chance)) - 1;
        for (int step = 0; step < 60; step++)
        {
            double below = Below(x);
            double move = (Math.Log(chance) - Math.Log(below)) * below / Density(x);
            x += move;
            if (Math.Abs(move) <= 1e-15 * Math.Abs(x))
            {
                break;
            }
        }

        return x;
    }

    /// <summary>The chance of a value above x, for x at or above 0.</summary>
    private static double Tail(double x)
    {
        if (x < 3)
        {
            double term = x;
            double sum = x;
            for (int odd = 3; term > 1e-18 * sum; odd += 2)
            {
                term *= x * x / odd;
                sum += term;
            }

            return 0.5 - (sum * Density(x));
        }

        // Laplace's continued fraction for the tail avoids the cancellation of the series above.
        double fraction = 0;
        for (int level = 120; level >= 1; level--)
        {
            fraction = level / (x + fraction);
        }

        return Density(x) / (x + fraction);
    }
}

namespace Rollouts.Analysis.Numerics;

/// <summary>Draws the number of independent events in a tick.</summary>
internal static class PoissonSampler
{
    private const double SmallMean = 10;

    public static long Draw(SeededGenerator random, double mean) =>
        mean <= 0 ? 0
        : mean < SmallMean ? ByProduct(random, mean)
        : ByRejection(random, mean);

    /// <summary>Counts how many uniform numbers it takes for their product to fall below exp(-mean).</summary>
    private static long ByProduct(SeededGenerator random, double mean)
    {
        double floor = Math.Exp(-mean);
        long count = 0;
        for (double product = random.NextDouble(); product > floor; product *= random.NextDouble())
        {
            count++;
        }

        return count;
    }

    /// <summary>Hörmann's transformed rejection: two uniform numbers for nearly every draw, for any mean.</summary>
    private static long ByRejection(SeededGenerator random, double mean)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double squeeze = 0.9277 - (3.6224 / (b - 2));
        double logMean = Math.Log(mean);
        while (true)
        {
            double u = random.NextDouble() - 0.5;
            double v = 1 - random.NextDouble();
            double edge = 0.5 - Math.Abs(u);
            double count = Math.Floor((((2 * a / edge) + b) * u) + mean + 0.43);
            if (edge >= 0.07 && v <= squeeze)
            {
                return (long)count;
            }

            if (count < 0 || (edge < 0.013 && v > edge))
            {
                continue;
            }

            double density = (count * logMean) - mean - GammaFunctions.LogGamma(count + 1);
            if (Math.Log(v * inverseAlpha / ((a / (edge * edge)) + b)) <= density)
            {
                return (long)count;
            }
        }
    }
}

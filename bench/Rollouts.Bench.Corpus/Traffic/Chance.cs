using Rollouts.Analysis.Numerics;

namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>Draws that the traffic is made of.</summary>
internal static class Chance
{
    private const double ManyExpected = 200;

    public static double Normal(SeededGenerator random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>How many of so many requests have a property that each has with this chance.</summary>
    public static long Binomial(SeededGenerator random, long count, double chance)
    {
        if (count <= 0 || chance <= 0)
        {
            return 0;
        }

        if (chance > 0.5)
        {
            return count - Binomial(random, count, 1 - chance);
        }

        double expected = count * chance;
        if (expected > ManyExpected)
        {
            double drawn = expected + (Math.Sqrt(expected * (1 - chance)) * Normal(random));
            return (long)Math.Clamp(Math.Round(drawn), 0, count);
        }

        // The gaps between requests with the property are geometric.
        double logRest = Math.Log(1 - chance);
        long found = 0;
        for (double at = Gap(); at <= count; at += Gap())
        {
            found++;
        }

        return found;

        double Gap() => 1 + Math.Floor(Math.Log(1 - random.NextDouble()) / logRest);
    }

    /// <summary>Failures that come in bursts with a geometric size.</summary>
    public static long Bursts(SeededGenerator random, double expected, double mean)
    {
        long bursts = PoissonSampler.Draw(random, expected / mean);
        if (mean <= 1)
        {
            return bursts;
        }

        long all = 0;
        double logRest = Math.Log(1 - (1 / mean));
        for (long left = bursts; left > 0; left--)
        {
            all += 1 + (long)(Math.Log(1 - random.NextDouble()) / logRest);
        }

        return all;
    }
}

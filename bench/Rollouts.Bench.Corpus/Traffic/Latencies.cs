using Rollouts.Analysis.Numerics;

namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>
/// Latencies: lognormal, with a median of 60 ms and a p99 of five times that. Read at edges of a histogram.
/// </summary>
internal static class Latencies
{
    private const double Median = 60;
    private const double Sigma = 0.7;

    /// <summary>The edges in milliseconds; common client libraries have all of them.</summary>
    public static readonly double[] Edges = [250, 500, 1000, 2500];

    /// <summary>
    /// The shares slower than each edge, where requests take so many times as long, and a part of them longer by some
    /// milliseconds.
    /// </summary>
    public static double[] SharesSlower(double times, double part, double longerBy)
    {
        double[] shares = new double[Edges.Length];
        for (int edge = 0; edge < Edges.Length; edge++)
        {
            double usual = Slower(Edges[edge] / times);
            shares[edge] = usual + (part * (Slower((Edges[edge] - longerBy) / times) - usual));
        }

        return shares;
    }

    private static double Slower(double milliseconds) =>
        milliseconds <= 0 ? 1 : 1 - NormalDistribution.Below(Math.Log(milliseconds / Median) / Sigma);

    /// <summary>The p99 that a histogram with these edges yields: straight lines within a bucket.</summary>
    public static double P99(long requests, ReadOnlySpan<long> slow)
    {
        double slower = requests * 0.01;
        double above = requests;
        double from = 0;
        for (int edge = 0; edge < Edges.Length; edge++)
        {
            if (slow[edge] <= slower)
            {
                double inBucket = above - slow[edge];
                return from + ((Edges[edge] - from) * (inBucket > 0 ? (above - slower) / inBucket : 0));
            }

            (above, from) = (slow[edge], Edges[edge]);
        }

        return Edges[^1];
    }
}

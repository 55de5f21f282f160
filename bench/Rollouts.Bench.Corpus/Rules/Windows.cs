using Rollouts.Bench.Corpus.Traffic;

namespace Rollouts.Bench.Corpus.Rules;

/// <summary>Figures of several ticks together.</summary>
internal static class Windows
{
    /// <summary>The p99 of the requests that did not fail, in milliseconds.</summary>
    public static double P99(IEnumerable<Sample> window)
    {
        long[] slow = new long[Latencies.Edges.Length];
        long requests = 0;
        foreach (Sample sample in window)
        {
            requests += sample.Requests - sample.Failing;
            for (int edge = 0; edge < slow.Length; edge++)
            {
                slow[edge] += sample.Slow[edge];
            }
        }

        return requests == 0 ? 0 : Latencies.P99(requests, slow);
    }
}

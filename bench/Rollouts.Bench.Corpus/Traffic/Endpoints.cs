using Rollouts.Analysis.Numerics;

namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>
/// The endpoints of the service: the n-th most used one gets a part of the traffic that is proportional to 1/n.
/// </summary>
internal static class Endpoints
{
    public const int Count = 30;

    public static double[] Parts { get; } = PartsOf(Count);

    public static string[] Names { get; } = [.. Enumerable.Range(1, Count).Select(number => $"/v1/resource-{number}")];

    /// <summary>How much more or less often each endpoint fails than the service does: it differs by half.</summary>
    public static double[] Multipliers(SeededGenerator random)
    {
        double[] times = [.. Enumerable.Range(0, Count).Select(_ => Math.Exp(0.5 * Chance.Normal(random)))];
        double mean = times.Zip(Parts, (one, part) => one * part).Sum();
        return Array.ConvertAll(times, one => one / mean);
    }

    private static double[] PartsOf(int count)
    {
        double all = Enumerable.Range(1, count).Sum(number => 1.0 / number);
        return [.. Enumerable.Range(1, count).Select(number => 1 / (number * all))];
    }
}

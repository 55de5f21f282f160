using System.Text.Json;
using Rollouts.Vectors.Confseq;

namespace Rollouts.Vectors.Sequential;

/// <summary>Replays the sections of a file on sequential judging.</summary>
internal static class SequentialVectors
{
    /// <param name="paths">How many paths to simulate where a vector was simulated.</param>
    public static IEnumerable<Finding> Replay(JsonElement root, int paths)
    {
        var streams = new Streams(root.GetProperty("streams"));
        return
        [
            .. Section(root, "breach", (vector, name) => EvidenceVectors.Breach(vector, streams, name)),
            .. Section(root, "healthy", (vector, name) => EvidenceVectors.Healthy(vector, streams, name)),
            .. Section(root, "absolute", (vector, name) => EvidenceVectors.Absolute(vector, streams, name)),
            .. Section(root, "lag_min", (vector, name) => EvidenceVectors.LeastOfLags(vector, streams, name)),
            .. Section(root, "lambda_check", EvidenceVectors.Lambda),
            .. Section(root, "mh", (vector, name) => EstimateVectors.MantelHaenszel(vector, streams, name)),
            .. Section(root, "ratio_cs", (vector, name) => EstimateVectors.Ratio(vector, streams, name)),
            .. Section(root, "bernoulli_cs", EstimateVectors.Rate),
            .. Section(root, "beta_mixture", EstimateVectors.BetaMixture),
            .. Section(root, "counters", CounterVectors.Counter),
            .. Section(root, "confseq_reference", ConfseqVectors.Replay),
            .. Cases(root, "plan_power_flagger_exact", PowerVectors.Flagger),
            .. Cases(
                root,
                "plan_power_sequential_simulated",
                (vector, name) => PowerVectors.Simulated(vector, name, paths)
            ),
        ];
    }

    private static IEnumerable<Finding> Section(
        JsonElement root,
        string section,
        Func<JsonElement, string, Finding> replay
    )
    {
        return root.Maybe(section) is { } vectors ? All(vectors, section, replay) : [];
    }

    private static IEnumerable<Finding> Cases(
        JsonElement root,
        string section,
        Func<JsonElement, string, Finding> replay
    ) => root.Maybe(section)?.Maybe("cases") is { } vectors ? All(vectors, section, replay) : [];

    private static IEnumerable<Finding> All(
        JsonElement vectors,
        string section,
        Func<JsonElement, string, Finding> replay
    )
    {
        int number = 0;
        foreach (JsonElement vector in vectors.EnumerateArray())
        {
            string name = $"{section}[{number}]{Label(vector)}";
            yield return Finding.Of(name, () => replay(vector, name));
            number++;
        }
    }

    private static string Label(JsonElement vector)
    {
        string[] told = ["stream", "name", "mode", "fn", "rho0", "delta", "phi", "plan", "rps", "p0", "p1", "N"];
        return string.Concat(
            told.Select(key => (Key: key, Value: vector.Maybe(key)))
                .Where(pair => pair.Value is not null)
                .Select(pair => $" {pair.Key}={pair.Value}")
        );
    }
}

using System.Text.Json;

namespace Rollouts.Vectors.Sequential;

/// <summary>Replays the sections of a file on sequential judging.</summary>
internal static class SequentialVectors
{
    public static IEnumerable<Finding> Replay(JsonElement root)
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
        ];
    }

    private static IEnumerable<Finding> Section(
        JsonElement root, string section, Func<JsonElement, string, Finding> replay)
    {
        if (root.Maybe(section) is not { } vectors)
        {
            yield break;
        }

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
        string[] told = ["stream", "name", "mode", "fn", "rho0", "delta", "phi"];
        return string.Concat(told
            .Select(key => (Key: key, Value: vector.Maybe(key)))
            .Where(pair => pair.Value is not null)
            .Select(pair => $" {pair.Key}={pair.Value}"));
    }
}

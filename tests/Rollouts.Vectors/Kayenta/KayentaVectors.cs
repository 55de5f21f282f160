using System.Text.Json;

namespace Rollouts.Vectors.Kayenta;

/// <summary>Replays a file of comparisons, each by its kind.</summary>
internal static class KayentaVectors
{
    private static readonly Dictionary<string, Func<JsonElement, string, Finding>> Kinds = new(StringComparer.Ordinal)
    {
        ["classifier/MannWhitney"] = ClassifierVectors.Classifier,
        ["classifier/MeanInequality"] = ClassifierVectors.Classifier,
        ["judge/metric"] = ClassifierVectors.Metric,
        ["mannWhitney/ci"] = StatisticVectors.ShiftInterval,
        ["mannWhitney/wilcoxonDiff"] = StatisticVectors.Statistic,
        ["effectSize/meanRatio"] = StatisticVectors.Effect,
        ["effectSize/cles"] = StatisticVectors.Effect,
        ["effectSize/cohenD"] = StatisticVectors.Effect,
        ["stat/percentile_R7"] = StatisticVectors.Percentile,
        ["stat/summary"] = StatisticVectors.Summary,
        ["outlierDetector/IQR"] = OutlierVectors.Detect,
        ["outlierDetector/KSigma"] = OutlierVectors.Detect,
        ["transform/removeOutliers/IQR"] = OutlierVectors.Remove,
        ["transform/removeOutliers/KSigma"] = OutlierVectors.Remove,
        ["scorer/WeightedSum"] = ScoreVectors.Score,
        ["score/threshold"] = ScoreVectors.Grade,
        ["standalone/aggregatedJudgement"] = ScoreVectors.Aggregate,
        ["standalone/windows"] = ScoreVectors.Windows,
    };

    public static IEnumerable<Finding> Replay(JsonElement root) =>
        root.GetProperty("vectors").EnumerateArray().Select(One);

    private static Finding One(JsonElement vector)
    {
        string kind = vector.Text("kind");
        string name = $"#{vector.Maybe("id")} {kind} '{vector.Text("name")}'";
        return Kinds.TryGetValue(kind, out Func<JsonElement, string, Finding>? replay)
            ? Finding.Of(name, () => replay(vector, name))
            : new Finding(name, Outcome.NotOffered);
    }
}

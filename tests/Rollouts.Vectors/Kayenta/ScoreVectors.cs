using System.Globalization;
using System.Text.Json;
using Rollouts.Analysis.Compare;

namespace Rollouts.Vectors.Kayenta;

/// <summary>What classifications add up to.</summary>
internal static class ScoreVectors
{
    /// <summary>The vectors' figures are rounded to two places.</summary>
    private const double Rounding = 0.005;

    public static Finding Score(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        ScoredCheck[] checks = [.. vector.GetProperty("metrics").EnumerateArray().Select(Check)];
        Dictionary<string, double> weights = vector
            .GetProperty("options")
            .GetProperty("groupWeights")
            .EnumerateObject()
            .ToDictionary(group => group.Name, group => group.Value.AsNumber(), StringComparer.Ordinal);
        Analysis.Compare.Score score = Analysis.Compare.Score.Of(checks, weights);
        JsonElement expected = vector.GetProperty("expected");
        differences.Number("summaryScore", expected.GetProperty("summaryScore"), score.Value, 0, Rounding);
        foreach (string member in new[] { "groupScores", "groupScoresSorted" })
        {
            if (expected.Maybe(member) is { } groups)
            {
                differences.Text(member, Listed(groups.AsNumbers()), Listed(score.Groups.Values));
            }
        }

        return differences
            .Finding()
            .CorrectedWhen(
                (checks.Any(check => check.Classification == Classification.Error), Corrections.ErrorsCount)
            );
    }

    public static Finding Grade(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        JsonElement options = vector.GetProperty("options");
        Grade grade = ScoreOf(options.Number("score"))
            .GradeAt(options.Maybe("passThreshold")?.AsNumber(), options.Maybe("marginalThreshold")?.AsNumber());
        differences.Text("classification", vector.GetProperty("expected").Text("classification"), grade.ToString());
        return differences.Finding();
    }

    /// <summary>Of several judgements the last decides, by the threshold to pass alone.</summary>
    public static Finding Aggregate(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        JsonElement options = vector.GetProperty("options");
        Grade grade = ScoreOf(options.Number("finalScore"))
            .GradeAt(options.Maybe("passThreshold")?.AsNumber(), options.Maybe("marginal")?.AsNumber());
        string expected = vector.GetProperty("expected").GetProperty("didPass").GetBoolean().ToString();
        differences.Text("didPass", expected, (grade == Analysis.Compare.Grade.Pass).ToString());
        return differences.Finding();
    }

    public static Finding Windows(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        JsonElement options = vector.GetProperty("options");
        var interval = TimeSpan.FromMinutes(options.Number("intervalMins"));
        var warmUp = TimeSpan.FromMinutes(options.Number("warmupMins", 0));
        var lookBack = TimeSpan.FromMinutes(options.Number("lookbackMins", 0));
        var start = new Instant(0);
        int judgement = 0;
        foreach (
            JsonElement expected in vector.GetProperty("expected").GetProperty("windowsFromStartMins").EnumerateArray()
        )
        {
            judgement++;
            JudgedSpan span = JudgedSpan.Of(
                start,
                warmUp,
                lookBack > TimeSpan.Zero ? lookBack : null,
                start + warmUp + (judgement * interval)
            );
            differences.Text(
                $"window {judgement}",
                Listed(expected.AsNumbers()),
                Listed([(span.From - start).TotalMinutes, (span.To - start).TotalMinutes])
            );
        }

        return differences.Finding();
    }

    private static Analysis.Compare.Score ScoreOf(double value) =>
        new(value, new Dictionary<string, double>(StringComparer.Ordinal));

    private static ScoredCheck Check(JsonElement metric) =>
        new(
            metric.Text("name"),
            ClassificationOf(metric.Text("classification")),
            metric.GetProperty("groups").EnumerateArray().Select(group => group.GetString() ?? "").ToValueList(),
            metric.Flag("critical"),
            metric.Flag("muted")
        );

    private static Classification ClassificationOf(string text) =>
        text switch
        {
            "Nodata" => Classification.NoData,
            "NodataFailMetric" => Classification.MissingRequiredData,
            _ => Enum.Parse<Classification>(text),
        };

    private static string Listed(IEnumerable<double> numbers) =>
        string.Join(
            ' ',
            numbers.Order().Select(number => Math.Round(number, 2).ToString(CultureInfo.InvariantCulture))
        );
}

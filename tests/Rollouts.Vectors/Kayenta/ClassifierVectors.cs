using System.Text.Json;
using Rollouts.Analysis.Compare;

namespace Rollouts.Vectors.Kayenta;

/// <summary>What two sets of values are classified as.</summary>
internal static class ClassifierVectors
{
    /// <summary>Kayenta's own constants, where a vector names none.</summary>
    private const double Tolerance = 0.25;

    private const double Confidence = 0.98;

    public static Finding Classifier(JsonElement vector, string name)
    {
        JsonElement options = vector.GetProperty("options");
        string measure = options.Maybe("effectSizeMeasure")?.GetString() ?? "meanRatio";
        double none = measure == "cles" ? 0.5 : 1;
        double[] allowed = options.Maybe("effectSizeThresholds")?.AsNumbers() ?? [none, none];
        double[] critical = options.Maybe("criticalThresholds")?.AsNumbers() ?? [none, none];
        return Compare(
            vector,
            name,
            new CompareSettings
            {
                Method =
                    vector.Text("kind") == "classifier/MeanInequality"
                        ? CompareMethod.MeanInequality
                        : CompareMethod.MannWhitney,
                Direction = DirectionOf(options.Maybe("direction")?.GetString()),
                MissingValues = MissingOf(options.Maybe("nanStrategy")?.GetString()),
                EffectMeasure = MeasureOf(measure),
                AllowedDecrease = allowed[0],
                AllowedIncrease = allowed[1],
                CriticalDecrease = critical[0],
                CriticalIncrease = critical[1],
                Critical = options.Flag("isCriticalMetric"),
                MustHaveData = options.Flag("isDataRequired"),
                Tolerance = options.Number("tolerance", Tolerance),
                ToleranceOf = ToleranceOf.EstimatedShift,
                Confidence = options.Number("confLevel", Confidence),
            }
        );
    }

    public static Finding Metric(JsonElement vector, string name)
    {
        JsonElement options = vector.GetProperty("options");
        JsonElement canary = options.GetProperty("analysisConfigurations").GetProperty("canary");
        JsonElement effect = canary.Maybe("effectSize") ?? default;
        JsonElement outliers = canary.Maybe("outliers") ?? default;
        return Compare(
            vector,
            name,
            new CompareSettings
            {
                Direction = DirectionOf(canary.Maybe("direction")?.GetString()),
                MissingValues = MissingOf(canary.Maybe("nanStrategy")?.GetString()),
                Outliers =
                    outliers.Maybe("strategy")?.GetString() == "remove" ? OutlierRule.TukeyFences : OutlierRule.Keep,
                OutlierFactor = outliers.Number("outlierFactor", 3),
                EffectMeasure = MeasureOf(effect.Maybe("measure")?.GetString() ?? "meanRatio"),
                AllowedDecrease = effect.Maybe("allowedDecrease")?.AsNumber(),
                AllowedIncrease = effect.Maybe("allowedIncrease")?.AsNumber(),
                CriticalDecrease = effect.Maybe("criticalDecrease")?.AsNumber(),
                CriticalIncrease = effect.Maybe("criticalIncrease")?.AsNumber(),
                Critical = canary.Flag("critical"),
                MustHaveData = canary.Flag("mustHaveData"),
                Tolerance = options.Number("tolerance", Tolerance),
                ToleranceOf = ToleranceOf.EstimatedShift,
                Confidence = options.Number("confLevel", Confidence),
            }
        );
    }

    private static Finding Compare(JsonElement vector, string name, CompareSettings settings)
    {
        var differences = new Vectors.Comparison(name);
        JsonElement expected = vector.GetProperty("expected");
        double[] candidate = vector.GetProperty("experiment").AsNumbers();
        double[] baseline = vector.GetProperty("control").AsNumbers();
        Analysis.Compare.Comparison found = Comparer.Compare(settings, candidate, baseline);
        if (expected.Maybe("classification") is { } classification)
        {
            differences.Text("classification", classification.GetString(), NameOf(found.Classification));
        }

        if (expected.Maybe("critical") is { } critical)
        {
            differences.Text("critical", critical.GetBoolean().ToString(), found.IsCritical.ToString());
        }

        if (expected.Maybe("deviation") is { } deviation)
        {
            differences.Number("deviation", deviation, found.Deviation);
        }

        if (vector.Maybe("portDetail") is { } detail)
        {
            CompareDetail(differences, detail, found);
        }

        if (vector.Maybe("portDetail")?.Maybe("estimate") is { } estimate && found.Shift is not null)
        {
            CompareEstimate(
                differences,
                estimate.AsNumber(),
                Comparer.Clean(settings, candidate),
                Comparer.Clean(settings, baseline)
            );
        }

        return differences
            .Finding()
            .CorrectedWhen(
                (found.Classification == Classification.TooFewPoints, Corrections.TooFewPoints),
                (IsWithinSolverTolerance(settings, found), Corrections.SolverTolerance)
            );
    }

    private static void CompareDetail(
        Vectors.Comparison differences,
        JsonElement detail,
        Analysis.Compare.Comparison found
    )
    {
        if (found is not { Shift: { } shift })
        {
            return;
        }

        differences.Number("ciLow", detail.GetProperty("ciLow"), shift.Low, 0, Corrections.Tolerance);
        differences.Number("ciHigh", detail.GetProperty("ciHigh"), shift.High, 0, Corrections.Tolerance);
        if (detail.Maybe("effectSize") is { } effect)
        {
            differences.Number(
                "effectSize",
                effect,
                found.EffectSize ?? double.NaN,
                relative: 0,
                Corrections.Tolerance
            );
        }
    }

    /// <summary>
    /// Where the ranks balance over a whole range of shifts, a solver may return any of it; we say its middle.
    /// </summary>
    private static void CompareEstimate(
        Vectors.Comparison differences,
        double estimate,
        double[] candidate,
        double[] baseline
    )
    {
        bool isBalanced =
            MannWhitney.Statistic(candidate, baseline, estimate - Corrections.Tolerance) >= 0
            && MannWhitney.Statistic(candidate, baseline, estimate + Corrections.Tolerance) <= 0;
        differences.Text("the ranks balance at the estimate", bool.TrueString, isBalanced.ToString());
    }

    /// <summary>
    /// Whether Kayenta's interval could fall on either side of what is tolerated, for want of digits.
    /// </summary>
    private static bool IsWithinSolverTolerance(CompareSettings settings, Analysis.Compare.Comparison found)
    {
        if (found is not { Shift: { } shift, EstimatedShift: { } estimate })
        {
            return false;
        }

        double tolerated = settings.Tolerance * Math.Abs(estimate);
        double off = Corrections.Tolerance * (1 + settings.Tolerance);
        return Math.Abs(shift.Low - tolerated) <= off || Math.Abs(shift.High + tolerated) <= off;
    }

    private static Direction DirectionOf(string? text) =>
        text?.ToUpperInvariant() switch
        {
            "INCREASE" => Direction.Increase,
            "DECREASE" => Direction.Decrease,
            _ => Direction.Either,
        };

    private static MissingValues MissingOf(string? text) =>
        string.Equals(text, "replace", StringComparison.OrdinalIgnoreCase)
            ? MissingValues.AsZero
            : MissingValues.Remove;

    private static EffectMeasure MeasureOf(string text) =>
        text == "cles" ? EffectMeasure.CommonLanguage : EffectMeasure.MeanRatio;

    private static string NameOf(Classification classification) =>
        classification switch
        {
            Classification.NoData => "Nodata",
            Classification.MissingRequiredData => "NodataFailMetric",
            _ => classification.ToString(),
        };
}

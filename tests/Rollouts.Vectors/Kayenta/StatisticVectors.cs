using System.Text.Json;
using Rollouts.Analysis.Compare;

namespace Rollouts.Vectors.Kayenta;

/// <summary>The figures that a comparison is made of.</summary>
internal static class StatisticVectors
{
    public static Finding Statistic(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        JsonElement options = vector.GetProperty("options");
        double statistic = MannWhitney.Statistic(
            vector.GetProperty("experiment").AsNumbers(),
            vector.GetProperty("control").AsNumbers(),
            options.Number("mu")
        );
        Compare(differences, vector, statistic - options.Number("quantile"));
        return differences.Finding();
    }

    public static Finding ShiftInterval(JsonElement vector, string name)
    {
        var exact = new Vectors.Comparison(name);
        var near = new Vectors.Comparison(name);
        JsonElement expected = vector.GetProperty("expected");
        ShiftInterval shift = MannWhitney.Interval(
            vector.GetProperty("experiment").AsNumbers(),
            vector.GetProperty("control").AsNumbers(),
            vector.GetProperty("options").Number("confidenceLevel")
        );
        double tolerance = expected.Number("tol", 1e-6);
        foreach (
            (string what, double actual) in new[]
            {
                ("ciLow", shift.Low),
                ("ciHigh", shift.High),
                ("estimate", shift.Estimate),
            }
        )
        {
            double allowed = what == "estimate" ? expected.Number("estimate_tol", tolerance) : tolerance;
            exact.Number(what, expected.GetProperty(what), actual, 0, allowed);
            near.Number(what, expected.GetProperty(what), actual, 0, Math.Max(allowed, Corrections.Tolerance));
        }

        return exact.Finding().CorrectedWhen((near.Finding().Outcome == Outcome.Agrees, Corrections.SolverTolerance));
    }

    public static Finding Effect(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        double[] candidate = vector.GetProperty("experiment").AsNumbers();
        double[] baseline = vector.GetProperty("control").AsNumbers();
        Compare(
            differences,
            vector,
            vector.Text("kind") switch
            {
                "effectSize/cles" => EffectSizes.CommonLanguage(candidate, baseline),
                "effectSize/cohenD" => StandardizedDifference(candidate, baseline),
                _ => EffectSizes.MeanRatio(candidate, baseline),
            }
        );
        return differences.Finding();
    }

    public static Finding Percentile(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        double[] sorted = Descriptive.Sorted(vector.GetProperty("data").AsNumbers());
        Compare(differences, vector, Descriptive.Percentile(sorted, vector.GetProperty("options").Number("p")));
        return differences.Finding();
    }

    public static Finding Summary(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        double[] data = vector.GetProperty("data").AsNumbers();
        JsonElement expected = vector.GetProperty("expected");
        (string What, double Actual)[] figures =
        [
            ("min", data.DefaultIfEmpty().Min()),
            ("max", data.DefaultIfEmpty().Max()),
            ("mean", Descriptive.Mean(data)),
            ("median", Descriptive.Median(data.Length == 0 ? [0] : data)),
            ("std", Math.Sqrt(Descriptive.Variance(data, isSample: true))),
            ("count", data.Length),
        ];
        foreach ((string what, double actual) in figures)
        {
            if (expected.Maybe(what) is { } figure)
            {
                differences.Number(
                    what,
                    figure,
                    actual,
                    absolute: expected.Number($"{what}_tol", Vectors.Comparison.Floor)
                );
            }
        }

        return differences.Finding();
    }

    /// <summary>Cohen's d: a figure that reports show and that classifies nothing.</summary>
    private static double StandardizedDifference(double[] candidate, double[] baseline)
    {
        double squares =
            ((candidate.Length - 1) * Descriptive.Variance(candidate, isSample: true))
            + ((baseline.Length - 1) * Descriptive.Variance(baseline, isSample: true));
        double pooled = Math.Sqrt(squares / (candidate.Length + baseline.Length - 2));
        return Math.Abs(Descriptive.Mean(candidate) - Descriptive.Mean(baseline)) / pooled;
    }

    private static void Compare(Vectors.Comparison differences, JsonElement vector, double actual)
    {
        JsonElement expected = vector.GetProperty("expected");
        differences.Number("value", expected.GetProperty("value"), actual, 1e-12, expected.Number("tol", 0));
    }
}

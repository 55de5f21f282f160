using System.Text.Json;
using Rollouts.Analysis.Sequential;
using Rollouts.Vectors.Peers;

namespace Rollouts.Vectors.Sequential;

/// <summary>How surely and how soon plans find a failure.</summary>
internal static class PowerVectors
{
    /// <summary>The vectors' own simulations.</summary>
    private const double TheirPaths = 4000;

    /// <summary>Of several hundred comparisons none should fail by chance.</summary>
    private const double Sigmas = 4.5;

    private static readonly string[] Judges = ["D15", "D5", "D60", "D15hold", "ev15"];

    public static Finding Flagger(JsonElement vector, string name)
    {
        var comparison = new Comparison(name);
        var rule = new FlaggerRule
        {
            Weights = vector.GetProperty("weights").AsNumbers(),
            IntervalSeconds = vector.Number("interval_s"),
            Limit = vector.Number("tau"),
            Threshold = (int)vector.Number("N"),
        };
        FlaggerOutcome outcome = rule.Against(vector.Number("rps"), vector.Number("p0"), vector.Number("p1"));
        comparison.Number("p_rollback", vector.GetProperty("p_rollback"), outcome.Caught.Share, 1e-7, 1e-9);
        comparison.Number("expected_bad", vector.GetProperty("expected_bad"), outcome.Caught.Failed, 1e-7, 1e-9);
        if (vector.Maybe("mean_s_given_rollback") is { } seconds && outcome.Caught.Share > 1e-12)
        {
            comparison.Number("mean_s_given_rollback", seconds, outcome.Caught.Seconds, 1e-7);
        }

        double[] fails = vector.GetProperty("q").AsNumbers();
        for (int at = 0; at < fails.Length; at++)
        {
            comparison.Number($"q[{at}]", fails[at], outcome.LookFails[at], 1e-7, 1e-9);
        }

        return comparison.Finding();
    }

    public static Finding Simulated(JsonElement vector, string name, int paths)
    {
        var comparison = new Comparison(name);
        foreach (string judge in Judges)
        {
            if (vector.Maybe(judge) is { } expected)
            {
                Compare(comparison, judge, expected, vector, paths);
            }
        }

        return comparison.Finding();
    }

    private static void Compare(
        Comparison comparison,
        string judge,
        JsonElement expected,
        JsonElement vector,
        int paths
    )
    {
        double baseline = vector.Number("p0");
        PowerPath path = PathOf(judge, vector);
        PowerSample failing = path.Sample(paths, baseline, vector.Number("p1"));
        PowerSample healthy = path.Sample(paths / 4, baseline, baseline);
        comparison.Number(
            $"{judge}.pdet",
            expected.GetProperty("pdet"),
            failing.Found,
            0,
            ErrorOfShare(expected.Number("pdet"), paths)
        );
        comparison.Number(
            $"{judge}.fpr",
            expected.GetProperty("fpr"),
            healthy.Found,
            0,
            ErrorOfShare(expected.Number("fpr"), paths / 4)
        );
        comparison.Number(
            $"{judge}.bad_mean",
            expected.GetProperty("bad_mean"),
            failing.Bad.Mean,
            0,
            failing.Bad.Error(Sigmas, TheirPaths)
        );
        if (expected.Maybe("t_mean") is { } seconds && failing.Seconds.Count >= 30)
        {
            comparison.Number(
                $"{judge}.t_mean",
                seconds,
                failing.Seconds.Mean,
                0,
                failing.Seconds.Error(Sigmas, TheirPaths * failing.Found)
            );
        }
    }

    private static double ErrorOfShare(double share, double paths) =>
        (Sigmas * Math.Sqrt(Math.Max(share * (1 - share), 0.002) * ((1 / TheirPaths) + (1 / paths)))) + (1 / paths);

    private static PowerPath PathOf(string judge, JsonElement vector)
    {
        TimeSpan tick = TimeSpan.FromSeconds(
            judge switch
            {
                "D5" => 5,
                "D60" => 60,
                _ => 15,
            }
        );
        (double Weight, TimeSpan Length)[] steps = vector.Text("plan") switch
        {
            "flaggerplan" => Steps(60, 0.1, 0.2, 0.3, 0.4, 0.5),
            "argoplan" => Steps(600, 0.2, 0.4, 0.6, 0.8),
            "30min" => Steps(600, 0.05, 0.25, 0.5),
            var plan => throw new FormatException($"Unknown plan '{plan}'."),
        };
        int ticks = (int)(steps.Sum(step => step.Length.TotalSeconds) / tick.TotalSeconds);
        RelativeSettings settings =
            judge == "ev15"
                ? new RelativeSettings
                {
                    Form = EvidenceForm.Event,
                    Overdispersion = 1,
                    ToleratedRatio = 1,
                    LeastExcess = -1,
                }
                : new RelativeSettings();
        return new PowerPath(
            settings with
            {
                ArmsAligned = true,
                PlannedTicks = ticks,
            },
            steps,
            tick,
            vector.Number("rps"),
            judge == "D15hold" ? TimeSpan.FromSeconds(600) : TimeSpan.Zero
        );
    }

    private static (double Weight, TimeSpan Length)[] Steps(double seconds, params double[] weights) =>
        [.. weights.Select(weight => (weight, TimeSpan.FromSeconds(seconds)))];
}

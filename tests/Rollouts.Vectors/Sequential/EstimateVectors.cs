using System.Text.Json;
using Rollouts.Analysis;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Vectors.Sequential;

/// <summary>Differences, ratios and rates with their intervals.</summary>
internal static class EstimateVectors
{
    private const double OfBisection = 1e-6;

    public static Finding MantelHaenszel(JsonElement vector, Streams streams, string name)
    {
        var comparison = new Comparison(name);
        double weight = 0;
        double difference = 0;
        double candidate = 0;
        double baseline = 0;
        foreach (PairedCounts tick in streams.Of(vector).Where(tick => tick.HasBothArms))
        {
            weight += ExcessWindows.Weight(tick);
            difference += ExcessWindows.Difference(tick);
            candidate += tick.CandidateBad * (tick.BaselineRequests / tick.Requests);
            baseline += tick.BaselineBad * (tick.CandidateRequests / tick.Requests);
        }

        comparison.Number("risk_difference", vector.GetProperty("risk_difference"), difference / weight);
        comparison.Number("rate_ratio", vector.Number("rate_ratio", otherwise: double.NaN), candidate / baseline);
        return comparison.Finding();
    }

    public static Finding Ratio(JsonElement vector, Streams streams, string name)
    {
        var comparison = new Comparison(name);
        PairedCounts[] ticks = streams.Of(vector)[..(int)vector.Number("ticks_used")];
        Interval interval = RatioInterval.Of(ticks, vector.Number("alpha"));
        comparison.Number("lower", vector.GetProperty("lower"), interval.Low, OfBisection);
        comparison.Number("upper", vector.GetProperty("upper"), interval.High, OfBisection);

        var kept = new RatioLikelihood();
        foreach (PairedCounts tick in ticks)
        {
            kept.Add(tick);
        }

        comparison.Number("logM", vector.GetProperty("logM"), LogMath.Mean(kept.Logs));
        return comparison.Finding();
    }

    public static Finding Rate(JsonElement vector, string name)
    {
        var comparison = new Comparison(name);
        Interval interval = RateInterval.Of(vector.Number("x"), vector.Number("n"), vector.Number("alpha"));
        comparison.Number("lower", vector.GetProperty("lower"), interval.Low, OfBisection);
        comparison.Number("upper", vector.GetProperty("upper"), interval.High, OfBisection);
        return comparison.Finding();
    }

    public static Finding BetaMixture(JsonElement vector, string name)
    {
        var comparison = new Comparison(name);
        double x = vector.Number("x_canary");
        double y = vector.Number("y_baseline");
        double theta = vector.Number("theta0");
        comparison.Number("log_e", vector.GetProperty("log_e"), LogMixture(x, y, theta, 0.5, 0.5));
        comparison.Number(
            "log_e_prior2",
            vector.GetProperty("log_e_prior2"),
            LogMixture(x, y, theta, 100 * theta, 100 * (1 - theta))
        );
        return comparison.Finding();
    }

    private static double LogMixture(double x, double y, double theta, double a, double b) =>
        GammaFunctions.LogBeta(x + a, y + b)
        - GammaFunctions.LogBeta(a, b)
        - (x * Math.Log(theta))
        - (y * Math.Log(1 - theta));
}

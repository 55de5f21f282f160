using System.Text.Json;
using Rollouts.Analysis;

namespace Rollouts.Vectors.Confseq;

/// <summary>
/// Reference figures of another library, recomputed with our own numerics: that the gamma, beta and normal functions
/// beneath our intervals are right is worth a second opinion. The product does not use these bounds themselves.
/// </summary>
internal static class ConfseqVectors
{
    private const double UsualAlpha = 0.05;
    private const int CountOfQuantileTest = 1000;

    public static Finding Replay(JsonElement vector, string name)
    {
        JsonElement args = vector.GetProperty("args");
        if (vector.Text("fn") == "bernoulli_confidence_interval")
        {
            return CompareInterval(
                vector,
                name,
                Bounds.Bernoulli(
                    args.Number("x"),
                    args.Number("n"),
                    args.Number("alpha"),
                    args.Number("t_opt"),
                    args.Number("alpha_opt", UsualAlpha)
                )
            );
        }

        if (Compute(vector.Text("fn"), args) is not { } actual)
        {
            return new Finding(name, Outcome.NotOffered);
        }

        var comparison = new Comparison(name);
        comparison.Number("value", vector.GetProperty("value"), actual, 0, vector.Number("tol"));
        return comparison.Finding();
    }

    private static double? Compute(string function, JsonElement args) =>
        function switch
        {
            "normal_mixture_best_rho_two_sided" => Mixture.BestPrecision(
                args.Number("v_opt"),
                args.Number("alpha_opt", UsualAlpha),
                isOneSided: false
            ),
            "normal_mixture_best_rho_one_sided" => Mixture.BestPrecision(
                args.Number("v_opt"),
                args.Number("alpha_opt", UsualAlpha),
                isOneSided: true
            ),
            "poly_stitching_bound" => Bounds.PolynomialStitching(
                args.Number("v"),
                args.Number("alpha"),
                args.Number("v_min"),
                args.Number("c", 0),
                args.Number("s", 1.4),
                args.Number("eta", 2)
            ),
            "quantile_ab_p_value" => Bounds.QuantileDifference(
                args.Number("quantile"),
                (int)args.Number("offset"),
                CountOfQuantileTest
            ),
            _ when function.EndsWith("_log_mixture", StringComparison.Ordinal) => MixtureOf(function, args)
                ?.Log(args.Number("s"), args.Number("v")),
            _ when function.EndsWith("_mixture_bound", StringComparison.Ordinal) => MixtureOf(function, args)
                ?.Bound(args.Number("v"), args.Number("alpha")),
            _ => null,
        };

    private static Mixture? MixtureOf(string function, JsonElement args)
    {
        double bestAt = args.Number("v_opt");
        double alpha = args.Number("alpha_opt", UsualAlpha);
        bool isOneSided = args.Maybe("one_sided") is null || args.Flag("one_sided");
        return function[..function.IndexOf('_', StringComparison.Ordinal)] switch
        {
            "normal" => Mixture.Normal(bestAt, alpha, isOneSided),
            "gamma" when function.StartsWith("gamma_exponential", StringComparison.Ordinal) => Mixture.GammaExponential(
                bestAt,
                alpha,
                args.Number("c")
            ),
            "gamma" => Mixture.GammaPoisson(bestAt, alpha, args.Number("c")),
            "beta" => Mixture.BetaBinomial(bestAt, alpha, args.Number("g"), args.Number("h"), isOneSided),
            _ => null,
        };
    }

    private static Finding CompareInterval(JsonElement vector, string name, Interval interval)
    {
        var comparison = new Comparison(name);
        double[] expected = vector.GetProperty("value").AsNumbers();
        comparison.Number("lower", expected[0], interval.Low, 0, vector.Number("tol"));
        comparison.Number("upper", expected[1], interval.High, 0, vector.Number("tol"));
        return comparison.Finding();
    }
}

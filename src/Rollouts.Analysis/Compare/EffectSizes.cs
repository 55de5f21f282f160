namespace Rollouts.Analysis.Compare;

/// <summary>How large a difference is, however sure.</summary>
internal static class EffectSizes
{
    public static double Of(EffectMeasure measure, double[] candidate, double[] baseline) =>
        measure == EffectMeasure.MeanRatio ? MeanRatio(candidate, baseline) : CommonLanguage(candidate, baseline);

    public static double MeanRatio(double[] candidate, double[] baseline)
    {
        double above = Descriptive.Mean(candidate);
        double below = Descriptive.Mean(baseline);
        return above == 0 || below == 0 ? double.NaN : above / below;
    }

    public static double CommonLanguage(double[] candidate, double[] baseline) =>
        MannWhitney.PairsAbove(candidate, baseline, shift: 0, out _) / ((double)candidate.Length * baseline.Length);
}

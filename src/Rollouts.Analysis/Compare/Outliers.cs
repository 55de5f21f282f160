namespace Rollouts.Analysis.Compare;

/// <summary>Finds the values that are far from the others of their arm.</summary>
internal static class Outliers
{
    public static double[] Without(double[] values, OutlierRule rule, double factor)
    {
        if (values.Length == 0)
        {
            return values;
        }

        Interval? fence = rule switch
        {
            OutlierRule.Keep => null,
            OutlierRule.TukeyFences => Tukey(values, factor, isLenient: true),
            OutlierRule.StandardDeviations => Deviations(values, factor),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return fence is { } kept ? Array.FindAll(values, value => IsInside(value, kept)) : values;
    }

    public static bool IsInside(double value, Interval fence) => value >= fence.Low && value <= fence.High;

    /// <param name="isLenient">Whether to keep all values between the 1st and the 99th percentile.</param>
    public static Interval Tukey(double[] values, double factor, bool isLenient)
    {
        double[] sorted = Descriptive.Sorted(values);
        double low = Descriptive.Percentile(sorted, 25);
        double high = Descriptive.Percentile(sorted, 75);
        double reach = factor * (high - low);
        var fence = new Interval(low - reach, high + reach);
        return isLenient
            ? new Interval(
                Math.Min(fence.Low, Descriptive.Percentile(sorted, 1)),
                Math.Max(fence.High, Descriptive.Percentile(sorted, 99))
            )
            : fence;
    }

    public static Interval Deviations(double[] values, double factor)
    {
        double mean = Descriptive.Mean(values);
        double reach = factor * Math.Sqrt(Descriptive.Variance(values, isSample: false));
        return new Interval(mean - reach, mean + reach);
    }
}

namespace Rollouts.Analysis.Compare;

/// <summary>Descriptive figures of one set of values; 0 if it is empty.</summary>
internal static class Descriptive
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        // A second pass takes out what rounding left, so that equal values have exactly their own mean.
        double mean = sum / values.Length;
        double rest = 0;
        foreach (double value in values)
        {
            rest += value - mean;
        }

        return mean + (rest / values.Length);
    }

    /// <summary>
    /// The mean squared distance from the mean, over one less than the count (a sample) or the count.
    /// </summary>
    public static double Variance(ReadOnlySpan<double> values, bool isSample)
    {
        int freedom = values.Length - (isSample ? 1 : 0);
        if (freedom <= 0)
        {
            return 0;
        }

        double mean = Mean(values);
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return squares / freedom;
    }

    public static double Median(ReadOnlySpan<double> values) => Percentile(Sorted(values), 50);

    /// <summary>With straight lines between the points (R's seventh kind, which spreadsheets use too).</summary>
    public static double Percentile(ReadOnlySpan<double> sorted, double percent)
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        double place = (sorted.Length - 1) * percent / 100;
        int below = (int)Math.Floor(place);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}

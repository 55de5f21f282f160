using System.Globalization;

namespace Rollouts.Bench.Corpus.Report;

/// <summary>Shares with Wilson's interval at 95 %.</summary>
internal static class Wilson
{
    private const double Deviations = 1.959964;

    public static (double Low, double High) Interval(int count, int of)
    {
        double share = (double)count / of;
        double square = Deviations * Deviations;
        double middle = share + (square / (2 * of));
        double reach = Deviations * Math.Sqrt((share * (1 - share) / of) + (square / (4.0 * of * of)));
        double scale = 1 + (square / of);
        return (Math.Max(0, (middle - reach) / scale), Math.Min(1, (middle + reach) / scale));
    }

    /// <summary>As in 99.7 % (98.1 to 99.9).</summary>
    public static string Text(int count, int of)
    {
        if (of == 0)
        {
            return "-";
        }

        (double low, double high) = Interval(count, of);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * count / of:0.##} % ({100 * low:0.##} to {100 * high:0.##})"
        );
    }
}

using Rollouts.Analysis;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>The interval around a drawn rate: 95 %, for one look. Verdicts use their own.</summary>
internal static class Wilson
{
    private const double Z = 1.959964;

    public static Interval Of(long bad, long requests)
    {
        if (requests <= 0)
        {
            return new Interval(0, 1);
        }

        var (n, p) = ((double)requests, (double)bad / requests);
        var square = Z * Z / n;
        var middle = (p + (square / 2)) / (1 + square);
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (square / (4 * n))) / (1 + square);
        return new Interval(Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}

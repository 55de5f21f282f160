namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The time at which evidence reaches its limit if it continues to rise in the same way.</summary>
/// <param name="Earliest">By the steepest of the late slopes.</param>
/// <param name="Latest">By the flattest one; null if that one never reaches the limit.</param>
internal sealed record Forecast(Instant At, Instant Earliest, Instant? Latest)
{
    /// <summary>A smaller rise is noise.</summary>
    private const double Least = 0.25;

    private const int FewestPoints = 4;

    private static readonly int[] Lookbacks = [4, 6, 8, 12, 16, 24];

    private static readonly TimeSpan Farthest = TimeSpan.FromHours(6);

    /// <summary>Null if the evidence does not rise, or has reached its limit.</summary>
    public static Forecast? Of(IReadOnlyList<EvidencePoint> points, Func<EvidencePoint, double> value)
    {
        if (points.Count <= FewestPoints || value(points[^1]) is var now && (now < Least || now >= 1))
        {
            return null;
        }

        var last = points[^1];
        var slopes = Lookbacks
            .Where(back => points.Count > back)
            .Select(back => points[^(back + 1)])
            .Where(before => last.At > before.At)
            .Select(before => (value(last) - value(before)) / (last.At - before.At).TotalSeconds)
            .Order()
            .ToList();
        var middle = slopes.Count == 0 ? 0 : slopes[slopes.Count / 2];
        return middle > 0 && After(last, value, middle) is { } at
            ? new Forecast(at, After(last, value, slopes[^1]) ?? at, After(last, value, slopes[0]))
            : null;
    }

    private static Instant? After(EvidencePoint last, Func<EvidencePoint, double> value, double slope)
    {
        var left = slope <= 0 ? Farthest : TimeSpan.FromSeconds(Math.Min((1 - value(last)) / slope, 1e6));
        return left < Farthest ? last.At + left : null;
    }
}

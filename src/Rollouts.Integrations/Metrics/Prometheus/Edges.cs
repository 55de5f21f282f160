using System.Globalization;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>The buckets of a histogram that a check uses, identified by their label <c>le</c>.</summary>
internal static class Edges
{
    public const string Label = "le";

    /// <summary>
    /// Selects the buckets at these edges and the bucket of all requests only. Clients write the same edge in different
    /// ways ("1", "1.0"), so the selector lists all of them.
    /// </summary>
    public static LabelMatcher Matcher(ValueList<double> edges) =>
        new(
            Label,
            MatchKind.Matches,
            string.Join(
                '|',
                edges.Where(double.IsFinite).SelectMany(Spellings).Append("+Inf").Select(PromQlText.EscapePattern)
            )
        );

    /// <summary>
    /// The edge of a bucket; infinity for the bucket of all requests, null if the series has no edge.
    /// </summary>
    public static double? Of(PrometheusSeries series) =>
        series.Labels[Label] is not { } text ? null
        : text is "+Inf" or "inf" or "Inf" ? double.PositiveInfinity
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var edge) ? edge
        : null;

    private static IEnumerable<string> Spellings(double edge)
    {
        var shortest = edge.ToString("R", CultureInfo.InvariantCulture);
        var plain = edge.ToString("0.####################", CultureInfo.InvariantCulture);
        return new[] { shortest, plain, plain.Contains('.', StringComparison.Ordinal) ? plain + "0" : plain + ".0" }
            .Append(shortest.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal);
    }
}

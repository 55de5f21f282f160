using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics.Prometheus;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>One number out of several series.</summary>
/// <param name="Reduce">Null for a bare selector, of which there must be one series.</param>
internal sealed record Reduction(string Selector, Func<IEnumerable<double>, double>? Reduce)
{
    private static readonly (string Name, Func<IEnumerable<double>, double> Reduce)[] Known =
    [
        ("sum", numbers => numbers.Sum()),
        ("min", numbers => numbers.Min()),
        ("max", numbers => numbers.Max()),
        ("avg", numbers => numbers.Average()),
    ];

    /// <summary>Null if the text is neither a selector nor a reduction of one.</summary>
    public static Reduction? Parse(string text)
    {
        var query = text.Trim();
        var (inner, reduce) = (query, (Func<IEnumerable<double>, double>?)null);
        foreach (var (name, known) in Known)
        {
            if (
                query.StartsWith(name, StringComparison.Ordinal)
                && query[name.Length..].Trim() is ['(', .. var body, ')']
            )
            {
                (inner, reduce) = (body.Trim(), known);
            }
        }

        return PromQlSelector.Parse(inner, out _) is null ? null : new Reduction(inner, reduce);
    }

    public Query Query => Domain.Plans.Checks.Query.Text(Selector);
}

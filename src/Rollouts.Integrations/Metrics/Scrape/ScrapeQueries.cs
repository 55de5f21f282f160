using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics.Prometheus;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>Selectors as Prometheus has them, and for a number one sum, minimum, maximum or average of them.</summary>
internal sealed class ScrapeQueries : IQueryLanguage
{
    private readonly PromQl _promQl = new();

    public bool Claims(Query query) => _promQl.Claims(query);

    public IEnumerable<QueryComplaint> Review(Query query, QueryUse use, Func<string, bool> isFilled)
    {
        foreach (var complaint in _promQl.Review(query, use, isFilled))
        {
            yield return complaint;
        }

        if (use == QueryUse.Value && query.Body is Settings.Text { Value: var text } && Reduction.Parse(text) is null)
        {
            yield return new QueryComplaint(
                "plan.query-form",
                $"'{text}' is more than a direct scrape can work out; it knows sum(...), min(...), max(...) and "
                    + "avg(...) of a selector"
            );
        }
    }

    public Query Fill(Query query, Func<string, string?> values) => _promQl.Fill(query, values);
}

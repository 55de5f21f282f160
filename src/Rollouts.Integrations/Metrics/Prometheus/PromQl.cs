using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>The part of PromQL that the plan review needs: selectors, and the places that may hold a value.</summary>
internal sealed class PromQl : IQueryLanguage
{
    public bool Claims(Query query) => query.Body is Settings.Text;

    public IEnumerable<QueryComplaint> Review(Query query, QueryUse use, Func<string, bool> isFilled)
    {
        if (query.Body is not Settings.Text { Value: var text })
        {
            return [new QueryComplaint("plan.query-form", $"Prometheus is asked in PromQL text, found {query}")];
        }

        return [.. Placed(text, isFilled), .. use == QueryUse.Value ? [] : Bare(text, use)];
    }

    public Query Fill(Query query, Func<string, string?> values) =>
        new(
            query.Body.MapTexts(text =>
                Template.Expand(text, values, (before, value) => PromQlText.After(before).Escape(value))
            )
        );

    private static IEnumerable<QueryComplaint> Placed(string text, Func<string, bool> isFilled)
    {
        List<QueryComplaint> complaints = [];
        _ = Template.Expand(
            text,
            name => isFilled(name) ? name : null,
            (before, name) =>
            {
                if (!PromQlText.After(before).IsInString)
                {
                    complaints.Add(
                        new QueryComplaint(
                            "plan.placeholder-outside-string",
                            $"'{{{name}}}' stands outside a string; a value may only be part of a string, as in "
                                + $"app=\"{{{name}}}\""
                        )
                    );
                }

                return "";
            }
        );
        return complaints;
    }

    private static IEnumerable<QueryComplaint> Bare(string text, QueryUse use)
    {
        if (PromQlSelector.Parse(text, out var reason) is not { } selector)
        {
            yield return new QueryComplaint(
                "plan.not-bare-selector",
                $"'{text}' is no bare selector: {reason}. Give the raw counter, such as "
                    + $"http_requests_total{{app=\"{{backend}}\"}}; "
                    + "increases, resets and new series are counted here"
            );
        }
        else if (use == QueryUse.Buckets && !selector.Metric.EndsWith("_bucket", StringComparison.Ordinal))
        {
            yield return new QueryComplaint(
                "plan.not-buckets",
                $"'{text}' are not the buckets of a histogram; their name ends in '_bucket'"
            );
        }
        else if (use == QueryUse.Buckets && selector.Labels.Contains("le"))
        {
            yield return new QueryComplaint(
                "plan.not-buckets",
                $"'{text}' picks single buckets; leave 'le' out, 'slowerThan' picks the right one"
            );
        }
    }
}

using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Templates;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The fields by which CloudWatch is asked.</summary>
internal sealed class CloudWatchFields : IQueryLanguage
{
    public bool Claims(Query query) => query.Body is Settings.Map;

    public IEnumerable<QueryComplaint> Review(Query query, QueryUse use, Func<string, bool> isFilled)
    {
        if (query.Body is not Settings.Map map)
        {
            yield return new QueryComplaint(
                "plan.query-form",
                "CloudWatch is asked by fields: { namespace: ..., metric: ..., dimensions: { ... } }"
            );
            yield break;
        }

        var stat = map.Entries.FirstOrDefault(entry => entry.Key == "stat")?.Value.ToString();
        if (use == QueryUse.Counter && stat is not (null or "Sum"))
        {
            yield return new QueryComplaint(
                "plan.not-bare-selector",
                $"a counter is the sum of a metric, found 'stat: {stat}'; leave 'stat' out"
            );
        }

        if (use == QueryUse.Value && stat is null)
        {
            yield return new QueryComplaint("plan.query-form", "a number needs 'stat', as in p99 or Average");
        }
    }

    public Query Fill(Query query, Func<string, string?> values) =>
        new(query.Body.MapTexts(text => Template.Expand(text, values, Places.Plain)));
}

using System.Text.RegularExpressions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Templates;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The query language of CloudWatch: fields instead of text.</summary>
internal sealed partial class CloudWatchFields : IQueryLanguage
{
    /// <summary>
    /// Functions that read an unbounded set of series, or the series of other rollouts in a shared call.
    /// </summary>
    private static readonly string[] Sweeping = ["METRICS(", "SEARCH(", "SELECT ", "DB_PERF_INSIGHTS(", "LAMBDA("];

    public bool Claims(Query query) => query.Body is Settings.Map;

    public IEnumerable<QueryComplaint> Review(Query query, QueryUse use, Func<string, bool> isFilled)
    {
        if (query.Body is not Settings.Map map)
        {
            return
            [
                new QueryComplaint(
                    "plan.query-form",
                    "CloudWatch is asked by fields: { namespace: ..., metric: ..., dimensions: { ... } }"
                ),
            ];
        }

        return CloudWatchWords.Query.Read(map) switch
        {
            CloudWatchQuery.Metric metric => Review(metric, use),
            CloudWatchQuery.Math math => Review(math, use),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public TimeSpan? PaceOf(Query query) =>
        query.Body is Settings.Map map ? CloudWatchWords.Query.Read(map).Period : null;

    public Query Fill(Query query, Func<string, string?> values) =>
        new(query.Body.MapTexts(text => Template.Expand(text, values, Places.Plain)));

    private static IEnumerable<QueryComplaint> Review(CloudWatchQuery.Metric query, QueryUse use)
    {
        var stat = query.Of.Stat;
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

        foreach (var complaint in Review(query.Of, query.Period))
        {
            yield return complaint;
        }
    }

    private static IEnumerable<QueryComplaint> Review(CloudWatchQuery.Math query, QueryUse use)
    {
        if (use == QueryUse.Counter)
        {
            yield return new QueryComplaint(
                "plan.not-bare-selector",
                "a counter is a metric and no expression: what it adds up to is calculated here"
            );
        }

        if (query.Metrics.IsEmpty)
        {
            yield return new QueryComplaint("plan.query-form", "an expression needs 'metrics' that it is over");
        }

        if (
            Sweeping.FirstOrDefault(word => query.Expression.Contains(word, StringComparison.OrdinalIgnoreCase)) is
            { } word
        )
        {
            yield return new QueryComplaint(
                "plan.query-form",
                $"an expression is over its own metrics alone; it cannot use {word.Trim(' ', '(')}"
            );
        }

        foreach (var complaint in query.Metrics.SelectMany(metric => Review(metric.Value, query.Period)))
        {
            yield return complaint;
        }
    }

    private static IEnumerable<QueryComplaint> Review(CloudWatchMetric metric, TimeSpan period)
    {
        if (metric.Stat is { } stat && !StatForm().IsMatch(stat))
        {
            yield return new QueryComplaint(
                "plan.query-form",
                $"CloudWatch has no statistic '{stat}'; it has Sum, Average, Minimum, Maximum, SampleCount, p99, tm99, "
                    + "TC(0.5:) and the like"
            );
        }

        if (period < CloudWatchWords.UsualPeriod && metric.Namespace.StartsWith("AWS/", StringComparison.Ordinal))
        {
            yield return new QueryComplaint(
                "plan.query-form",
                $"{metric.Namespace} has a number a minute; a period of {Spans.Say(period)} would be mostly empty"
            );
        }
    }

    [GeneratedRegex(
        @"^(Sum|Average|Minimum|Maximum|SampleCount|IQM|(p|tm|tc|ts|wm)[0-9]{1,2}(\.[0-9]{1,10})?|p100"
            + @"|(PR|TM|TC|TS|WM)\([0-9.%]*:[0-9.%]*\))$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex StatForm();
}

using System.Text.RegularExpressions;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The syntax of CloudWatch queries in plans: a metric, or metric math over several.</summary>
internal static partial class CloudWatchWords
{
    public static readonly TimeSpan UsualPeriod = TimeSpan.FromMinutes(1);

    private const string ExpressionKey = "expression";
    private const string NamePattern = "^[a-z][A-Za-z0-9_]{0,63}$";
    private const string PeriodPattern = "^((1|5|10|20|30|60)s|([1-9]|[1-5][0-9]|60)m|1h)$";

    private static readonly Key<string> Namespace = Key.Required(
        "namespace",
        TextWords.Any,
        "As in AWS/ApplicationELB."
    );

    private static readonly Key<string> Metric = Key.Required("metric", TextWords.Any, "As in TargetResponseTime.");

    private static readonly Key<ValueList<KeyValuePair<string, string>>> Dimensions = Key.Optional(
        "dimensions",
        new NamedValuesShape<string>(
            "dimensions and their values",
            "^[^\\u0000-\\u001f]{1,255}$",
            IsDimension,
            "a dimension has 1 to 255 characters",
            TextWords.Any
        ),
        [],
        "Which series of the metric."
    );

    private static readonly Key<TimeSpan> Period = Key.Optional(
        "period",
        new TextShape<TimeSpan>(
            "plan.bad-duration",
            "a period that CloudWatch has: 1s, 5s, 10s, 20s, 30s, or whole minutes up to 1h",
            PeriodPattern,
            (string text, out TimeSpan period) => Spans.TryParse(text, out period) && PeriodForm().IsMatch(text)
        ),
        UsualPeriod,
        "Whole minutes, or for metrics of high resolution 1s, 5s, 10s, 20s or 30s; 60s unless told otherwise."
    );

    /// <summary>Both forms. The key 'expression' selects metric math.</summary>
    public static readonly TypedSettings<CloudWatchQuery> Query = new(
        new ByKindShape<CloudWatchQuery>(
            "a metric of CloudWatch, or an expression over some",
            (node => node is Mapping map && map.Find(ExpressionKey) is not null, Expression()),
            (_ => true, OneMetric())
        )
    );

    private static MapShape<CloudWatchQuery> OneMetric()
    {
        var stat = Key.Maybe("stat", TextWords.Any, "As in p99, Average or Sum; counters are sums.");
        return new(
            "cloudWatchQuery",
            "a CloudWatch metric",
            [Namespace, Metric, stat, Dimensions, Period],
            values => new CloudWatchQuery.Metric(
                new CloudWatchMetric(
                    values.Get(Namespace),
                    values.Get(Metric),
                    values.Get(stat),
                    values.Get(Dimensions)
                ),
                values.Get(Period)
            )
        );
    }

    private static MapShape<CloudWatchQuery> Expression()
    {
        var expression = Key.Required(
            ExpressionKey,
            TextWords.Any,
            "Metric math over 'metrics', as in 100 * FILL(errors, 0) / requests."
        );
        var metrics = Key.Required(
            "metrics",
            new NamedValuesShape<CloudWatchMetric>(
                "metrics by the names that the expression calls them",
                NamePattern,
                text => NameForm().IsMatch(text),
                "a small letter, then letters, digits and '_'",
                MetricOfExpression()
            ),
            "The metrics that it is over."
        );
        return new(
            "cloudWatchExpression",
            "metric math of CloudWatch",
            [expression, metrics, Period],
            values => new CloudWatchQuery.Math(values.Get(expression), values.Get(metrics), values.Get(Period))
        );
    }

    private static MapShape<CloudWatchMetric> MetricOfExpression()
    {
        var stat = Key.Required("stat", TextWords.Any, "As in Sum or p99.");
        return new(
            "cloudWatchMetric",
            "a metric of an expression",
            [Namespace, Metric, stat, Dimensions],
            values => new CloudWatchMetric(
                values.Get(Namespace),
                values.Get(Metric),
                values.Get(stat),
                values.Get(Dimensions)
            )
        );
    }

    private static bool IsDimension(string text) => text.Length is > 0 and <= 255 && !text.Any(c => c < ' ');

    [GeneratedRegex(NamePattern, RegexOptions.NonBacktracking)]
    private static partial Regex NameForm();

    [GeneratedRegex(PeriodPattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PeriodForm();
}

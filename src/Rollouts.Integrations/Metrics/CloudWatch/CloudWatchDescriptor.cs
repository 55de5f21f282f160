using Rollouts.Domain.Installations;
using Rollouts.Integrations.PlanFiles.Language;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>Amazon CloudWatch.</summary>
internal static class CloudWatchDescriptor
{
    private static readonly Key<string> Namespace = Key.Required(
        "namespace",
        TextWords.Any,
        "As in AWS/ApplicationELB."
    );

    private static readonly Key<string> Metric = Key.Required("metric", TextWords.Any, "As in TargetResponseTime.");

    private static readonly Key<string?> Stat = Key.Maybe(
        "stat",
        TextWords.Any,
        "As in p99, Average or Sum; counters are sums."
    );

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

    private static readonly Key<TimeSpan?> Period = Key.MaybeValue(
        "period",
        TimeWords.Second,
        "Whole minutes; 60s unless told otherwise."
    );

    private static readonly Key<string> Region = Key.Required("region", NameWords.Any, "The AWS region.");

    public static readonly SourceDescriptor Descriptor = new()
    {
        Traits = new SourceTraits
        {
            Key = "cloudWatch",
            Title = "CloudWatch",
            Language = new CloudWatchFields(),
            LeastEvery = TimeSpan.FromMinutes(1),
        },
        Query = new SettingsShape(
            new MapShape<string>(
                "cloudWatchQuery",
                "a CloudWatch metric",
                [Namespace, Metric, Stat, Dimensions, Period],
                values => values.Get(Metric)
            )
        ),
        Connection = new SettingsShape(
            new MapShape<string>(
                "cloudWatchConnection",
                "a connection to CloudWatch",
                [Region],
                values => values.Get(Region)
            )
        ),
    };

    private static bool IsDimension(string text) => text.Length is > 0 and <= 255 && !text.Any(c => c < ' ');
}

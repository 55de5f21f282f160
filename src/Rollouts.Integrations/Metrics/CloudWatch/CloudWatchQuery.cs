namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>A query of a plan to CloudWatch, evaluated for each period.</summary>
internal abstract record CloudWatchQuery(TimeSpan Period)
{
    public sealed record Metric(CloudWatchMetric Of, TimeSpan Period) : CloudWatchQuery(Period);

    /// <summary>Metric math over series that have names of their own.</summary>
    public sealed record Math(
        string Expression,
        ValueList<KeyValuePair<string, CloudWatchMetric>> Metrics,
        TimeSpan Period
    ) : CloudWatchQuery(Period);
}

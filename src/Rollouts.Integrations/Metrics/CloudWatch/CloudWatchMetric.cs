namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>One series of CloudWatch.</summary>
/// <param name="Stat">The statistic, as in Sum or p99; null if the use of the query implies it.</param>
internal sealed record CloudWatchMetric(
    string Namespace,
    string Name,
    string? Stat,
    ValueList<KeyValuePair<string, string>> Dimensions
);

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>One series of CloudWatch.</summary>
/// <param name="Stat">As in Sum or p99; null where the use says it.</param>
internal sealed record CloudWatchMetric(
    string Namespace,
    string Name,
    string? Stat,
    ValueList<KeyValuePair<string, string>> Dimensions
);

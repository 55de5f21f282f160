namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One query to Prometheus.</summary>
/// <param name="Text">A selector, or a whole query.</param>
/// <param name="At">The evaluation time of the query.</param>
/// <param name="Since">The begin of the raw samples to read for a selector; null for the value of a query.</param>
internal sealed record Ask(string Text, Instant At, Instant? Since);

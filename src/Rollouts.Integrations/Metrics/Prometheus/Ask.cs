namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One thing to ask Prometheus.</summary>
/// <param name="Text">A selector, or a whole query.</param>
/// <param name="At">The one moment for which all of it is asked.</param>
/// <param name="Since">From when on raw samples of a selector are wanted; null for the value of a query.</param>
internal sealed record Ask(string Text, Instant At, Instant? Since);

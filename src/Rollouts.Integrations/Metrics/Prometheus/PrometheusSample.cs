namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>A value and when it was scraped, or for a calculation, for when it was calculated.</summary>
internal readonly record struct PrometheusSample(Instant At, double Value);

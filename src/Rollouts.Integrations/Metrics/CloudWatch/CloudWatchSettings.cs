using Rollouts.Integrations.Aws;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The settings of one CloudWatch connection.</summary>
/// <param name="Settling">How long after its end a period is considered complete.</param>
internal sealed record CloudWatchSettings(AwsEndpoint Endpoint, TimeSpan Settling);

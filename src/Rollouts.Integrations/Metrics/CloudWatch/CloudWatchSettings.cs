using Rollouts.Integrations.Outside.Aws;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>How one CloudWatch is asked.</summary>
/// <param name="Settling">How long after its end a period is taken to be whole.</param>
internal sealed record CloudWatchSettings(AwsEndpoint Endpoint, TimeSpan Settling);

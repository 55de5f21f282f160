using Rollouts.Integrations.Outside.Aws;
using Rollouts.Integrations.Outside.Http;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>How one Prometheus is asked.</summary>
/// <param name="Aws">As whom each request is signed, for Amazon Managed Prometheus; null for all others.</param>
internal sealed record PrometheusSettings(Endpoint Endpoint, AwsAccess? Aws);

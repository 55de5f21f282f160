using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Http;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>The settings of one Prometheus connection.</summary>
/// <param name="Aws">The identity that signs each request, for Amazon Managed Prometheus; null for all others.</param>
internal sealed record PrometheusSettings(Endpoint Endpoint, AwsAccess? Aws);

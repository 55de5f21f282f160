using Rollouts.Integrations.Kubernetes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>A cluster with the Gateway API that an administrator has connected.</summary>
/// <param name="Implementation">The implementation that serves the routes; null if it is not configured.</param>
internal sealed record GatewaySettings(KubernetesSettings Cluster, Implementation? Implementation);

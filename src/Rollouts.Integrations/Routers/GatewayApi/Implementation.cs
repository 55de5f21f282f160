namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>
/// The implementation that serves the routes of a cluster, as configured. It determines how requests are counted.
/// </summary>
internal enum Implementation
{
    Istio,
    Linkerd,
    Traefik,
    Cilium,
    EnvoyGateway,
    Kong,
    NginxGatewayFabric,
    Gke,
}

using Rollouts.Domain.Connections;
using Rollouts.Integrations.Metrics.WellKnown;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>
/// The queries of each implementation, or the reason why it has none that distinguish two backends of one rule.
/// </summary>
internal static class ImplementationQueries
{
    private const string Full = "write the check in full, with the metrics of the service itself";

    public static BuiltInQueries Of(Implementation? implementation) =>
        implementation switch
        {
            Implementation.Istio => MeshMetrics.IstioByService,
            Implementation.Linkerd => MeshMetrics.Linkerd,
            Implementation.Traefik => MeshMetrics.TraefikByGateway,
            Implementation.Cilium => MeshMetrics.Cilium,
            Implementation.EnvoyGateway => MeshMetrics.EnvoyGateway,
            Implementation.NginxGatewayFabric => MeshMetrics.NginxPlus,
            Implementation.Kong => None(
                "Kong counts the backends of a rule together, as targets of one service, and shows only their health"
            ),
            Implementation.Gke => None(
                "GKE counts in Cloud Monitoring, which is no Prometheus, by names that its controller makes up"
            ),
            null => None(
                "each implementation of the Gateway API counts by names of its own; say in the connection which one "
                    + "it is ('implementation'), write 'of: istio', 'linkerd', 'traefik' or 'cilium'"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static BuiltInQueries None(string why) => new() { Source = "prometheus", Instead = $"{why}; {Full}" };
}

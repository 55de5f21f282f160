using Rollouts.Integrations.Kubernetes;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The keys by which an administrator connects a cluster with the Gateway API.</summary>
internal sealed class GatewayConnection
{
    private readonly KubernetesKeys _cluster = new("gatewayApiCluster", "a cluster");

    private readonly Key<Implementation?> _implementation = Key.MaybeValue(
        "implementation",
        new ChoiceShape<Implementation>(
            ("istio", Implementation.Istio),
            ("linkerd", Implementation.Linkerd),
            ("traefik", Implementation.Traefik),
            ("cilium", Implementation.Cilium),
            ("envoyGateway", Implementation.EnvoyGateway),
            ("kong", Implementation.Kong),
            ("nginxGatewayFabric", Implementation.NginxGatewayFabric),
            ("gke", Implementation.Gke)
        ),
        "What serves the routes; it decides which queries successRate and latency are."
    );

    public GatewayConnection() =>
        Settings = new TypedSettings<GatewaySettings>(
            new MapShape<GatewaySettings>(
                "gatewayApiConnection",
                "a connection to a cluster with the Gateway API",
                [.. _cluster.All, _implementation],
                values => new GatewaySettings(_cluster.Read(values), values.Get(_implementation))
            )
        );

    public TypedSettings<GatewaySettings> Settings { get; }
}

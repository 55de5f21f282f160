using Rollouts.Domain.Connections;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Metrics.WellKnown;
using Rollouts.Integrations.Routers.Kubernetes;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.Traefik;

/// <summary>Traefik by its weighted TraefikService.</summary>
internal static class TraefikDescriptor
{
    private static readonly Key<string> Service = Key.Required(
        "service",
        KubernetesKeys.ObjectName,
        "The weighted TraefikService whose weights are moved."
    );

    private static readonly Key<string> Namespace = Key.Required(
        "namespace",
        KubernetesKeys.ObjectName,
        "The namespace of the TraefikService."
    );

    /// <summary>The TraefikService that a route is.</summary>
    public static readonly TypedSettings<TraefikRoute> Route = new(
        new MapShape<TraefikRoute>(
            "traefikRoute",
            "a weighted TraefikService",
            [Service, Namespace],
            values => new TraefikRoute(values.Get(Service), values.Get(Namespace))
        )
    );

    private static readonly KubernetesKeys Connection = new(
        "traefikConnection",
        "a connection to a cluster with Traefik"
    );

    /// <summary>Traefik throttles the updates of its providers to one in two seconds.</summary>
    private static readonly TimeSpan ProviderUpdate = TimeSpan.FromSeconds(2);

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "traefik",
            Title = "Traefik",
            Weights = WeightedServices.Weights,
            Places = new RoutePlaces(
                "traefik",
                settings => KubernetesPlaces.ProxyOf(Connection.Settings.Read(settings)),
                where => Route.Read(where) is var route ? [route.Namespace, route.Name] : []
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                // 'sticky.cookie' of the weighted TraefikService.
                Affinities = [Affinity.None, Affinity.Cookie],
                IsMonotone = true,
                Drain = ProviderUpdate,
                StillServes =
                    "'sticky.cookie' of the weighted TraefikService, or a Traefik that did not take up the service",
            },
            AddsBackends = true,
            ReadsDeployments = true,
            BuiltIns = [MeshMetrics.TraefikByCrd],
        },
        Route = Route.Shape,
        Connection = Connection.Settings.Shape,
        Open = (settings, around) => new TraefikRouter(Connection.Settings.Read(settings), around),
    };
}

using Rollouts.Domain.Connections;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Metrics.WellKnown;
using Rollouts.Integrations.Routers.GatewayApi;
using Rollouts.Integrations.Routers.Kubernetes;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.Linkerd;

/// <summary>
/// Linkerd by its own HTTPRoute, which is older than that of the Gateway API. Its rules have no names, so a rule that
/// this service adds could not be found again. Routes by request are therefore left to the Gateway API, which Linkerd
/// supports, too.
/// </summary>
internal static class LinkerdDescriptor
{
    private static readonly Key<string> RouteName = Key.Required(
        "route",
        KubernetesKeys.ObjectName,
        "The HTTPRoute of policy.linkerd.io whose weights are moved."
    );

    private static readonly Key<string> Namespace = Key.Required(
        "namespace",
        KubernetesKeys.ObjectName,
        "The namespace of the route."
    );

    private static readonly Key<string?> Path = Key.Maybe(
        "path",
        TextWords.Any,
        "The path that the rule matches; not needed where the route has one rule."
    );

    /// <summary>The rule that a route is.</summary>
    public static readonly TypedSettings<GatewayRoute> Route = new(
        new MapShape<GatewayRoute>(
            "linkerdRoute",
            "a rule of an HTTPRoute of Linkerd",
            [RouteName, Namespace, Path],
            values => new GatewayRoute(
                RouteKind.Linkerd,
                values.Get(RouteName),
                values.Get(Namespace),
                Rule: null,
                values.Get(Path)
            )
        )
    );

    private static readonly KubernetesKeys Connection = new(
        "linkerdConnection",
        "a connection to a cluster with Linkerd"
    );

    /// <summary>How long the control plane takes to bring a route to every proxy.</summary>
    private static readonly TimeSpan ProxyUpdate = TimeSpan.FromSeconds(5);

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "linkerd",
            Title = "Linkerd",
            Weights = RouteRule.Weights,
            Places = new RoutePlaces(
                "linkerd",
                settings => KubernetesPlaces.ProxyOf(Connection.Settings.Read(settings)),
                where => Route.Read(where) is var route ? [route.Namespace, route.Name] : []
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                Drain = ProxyUpdate,
                StillServes = "callers without a Linkerd proxy, which reach the Service past the route",
            },
            AddsBackends = true,
            ReadsDeployments = true,
            BuiltIns = [MeshMetrics.Linkerd],
        },
        Route = Route.Shape,
        Connection = Connection.Settings.Shape,
        Open = (settings, around) =>
            new GatewayApiRouter(Descriptor!.Traits, Route, Connection.Settings.Read(settings), around),
    };
}

using Rollouts.Domain.Installations;
using Rollouts.Integrations.Outside.Kubernetes;
using Rollouts.Integrations.PlanFiles.Language;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The Gateway API of Kubernetes, by the weights of the backends of one rule.</summary>
internal static class GatewayApiDescriptor
{
    private static readonly Key<string> RouteName = Key.Required(
        "route",
        KubernetesKeys.ObjectName,
        "The HTTPRoute whose weights are moved, or the GRPCRoute."
    );

    private static readonly Key<bool> Grpc = Key.Optional(
        "grpc",
        TextWords.Flag,
        otherwise: false,
        "Whether the route is a GRPCRoute."
    );

    private static readonly Key<string> Namespace = Key.Required(
        "namespace",
        KubernetesKeys.ObjectName,
        "The namespace of the route."
    );

    private static readonly Key<string?> Rule = Key.Maybe(
        "rule",
        NameWords.Any,
        "The name of the rule; not needed where the route has one rule."
    );

    private static readonly Key<string?> Path = Key.Maybe(
        "path",
        TextWords.Any,
        "The path that the rule of an HTTPRoute matches, in place of its name."
    );

    /// <summary>The rule that a route is.</summary>
    public static readonly TypedSettings<GatewayRoute> Route = new(
        new MapShape<GatewayRoute>(
            "gatewayApiRoute",
            "a rule of an HTTPRoute or a GRPCRoute",
            [RouteName, Grpc, Namespace, Rule, Path],
            Read
        )
    );

    private static readonly KubernetesKeys Connection = new(
        "gatewayApiConnection",
        "a connection to a cluster with the Gateway API"
    );

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "gatewayApi",
            Title = "Gateway API",
            Weights = RouteRule.Weights,
            Places = new RoutePlaces(
                "gatewayApi",
                settings => ProxyOf(Connection.Settings.Read(settings)),
                where => PartsOf(Route.Read(where))
            ),
            ReadsBack = true,
            AddsBackends = true,
            BuiltIns =
            [
                new BuiltInQueries
                {
                    Source = "prometheus",
                    Instead =
                        "each implementation of the Gateway API counts by names of its own; write the check in full "
                        + "with metrics of the service itself or of your implementation (docs/routers/gateway-api.md)",
                },
            ],
        },
        Route = Route.Shape,
        Connection = Connection.Settings.Shape,
        Open = (settings, around) => new GatewayApiRouter(Connection.Settings.Read(settings), around),
    };

    // Whether two kubeconfigs lead to one cluster is not known before they are used.
    private static string ProxyOf(KubernetesSettings settings) =>
        settings.Access is ClusterAccess.Direct direct
            ? ProxyIdentity.Of(direct.Address)
            : ClusterClients.NameOf(settings.Access);

    // Without the rule, which can be chosen in several ways: that refuses too much and never too little.
    private static IReadOnlyList<string> PartsOf(GatewayRoute route) =>
        [route.IsGrpc ? "grpc" : "http", route.Namespace, route.Name];

    private static GatewayRoute Read(KeyValues values)
    {
        if (values.Has(Rule) && values.Has(Path))
        {
            values.Refuse("plan.one-of", "rule and path both choose the rule; keep one of them");
        }

        if (values.Has(Path) && values.Get(Grpc))
        {
            values.Refuse("plan.one-of", "a GRPCRoute matches no paths; choose its rule by name");
        }

        return new GatewayRoute(
            values.Get(Grpc),
            values.Get(RouteName),
            values.Get(Namespace),
            values.Get(Rule),
            values.Get(Path)
        );
    }
}

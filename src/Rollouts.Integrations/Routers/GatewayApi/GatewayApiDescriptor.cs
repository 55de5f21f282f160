using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Routers.Kubernetes;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The Gateway API of Kubernetes, by the weights of the backends of one rule.</summary>
internal static class GatewayApiDescriptor
{
    /// <summary>The maximum number of alternatives in a plan. The rule's own alternatives multiply it.</summary>
    private const int MostAlternatives = 8;

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

    private static readonly GatewayConnection Connection = new();

    /// <summary>How long a controller takes to bring a route to its data plane.</summary>
    private static readonly TimeSpan ProxyUpdate = TimeSpan.FromSeconds(5);

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "gatewayApi",
            Title = "Gateway API",
            Weights = RouteRule.Weights,
            Places = new RoutePlaces(
                "gatewayApi",
                settings => KubernetesPlaces.ProxyOf(Connection.Settings.Read(settings).Cluster),
                where => PartsOf(Route.Read(where))
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                // 'sessionPersistence' of a rule, where the implementation has it.
                Affinities = [Affinity.None, Affinity.Cookie],
                IsMonotone = true,
                Drain = ProxyUpdate,
                StillServes = "'sessionPersistence' of the rule, or a data plane that did not take up the route",
            },
            AddsBackends = true,
            ReadsDeployments = true,
            Mirrors = true,
            Requests = new RequestRouting(RequestRouting.AllParts, MostAlternatives),
            Narrow = (traits, where) => Route.Read(where).Kind == RouteKind.Grpc ? OfGrpc(traits) : traits,
            BuiltIns = [ImplementationQueries.Of(null)],
        },
        TraitsOf = settings =>
            Descriptor!.Traits with
            {
                BuiltIns = [ImplementationQueries.Of(Connection.Settings.Read(settings).Implementation)],
            },
        Route = Route.Shape,
        Connection = Connection.Settings.Shape,
        Open = (settings, around) =>
            new GatewayApiRouter(Descriptor!.Traits, Route, Connection.Settings.Read(settings).Cluster, around),
    };

    // A gRPC call has headers, but its path and its method only identify the procedure.
    private static RouterTraits OfGrpc(RouterTraits traits) =>
        traits with
        {
            Title = "GRPCRoute of the Gateway API",
            Requests = new RequestRouting([RequestPart.Header], MostAlternatives),
        };

    // Without the rule, which can be chosen in several ways: that refuses too much and never too little.
    private static IReadOnlyList<string> PartsOf(GatewayRoute route) =>
        [route.Kind == RouteKind.Grpc ? "grpc" : "http", route.Namespace, route.Name];

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
            values.Get(Grpc) ? RouteKind.Grpc : RouteKind.Http,
            values.Get(RouteName),
            values.Get(Namespace),
            values.Get(Rule),
            values.Get(Path)
        );
    }
}

using Rollouts.Domain.Connections;
using Rollouts.Integrations.Kubernetes;
using Rollouts.Integrations.Metrics.WellKnown;
using Rollouts.Integrations.Routers.Kubernetes;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.Istio;

/// <summary>Istio by its own objects: VirtualService and DestinationRule.</summary>
internal static class IstioDescriptor
{
    /// <summary>The maximum number of alternatives in a plan. The route's own alternatives multiply it.</summary>
    private const int MostAlternatives = 8;

    private const string VersionLabel = "version";

    private static readonly Key<string> VirtualService = Key.Required(
        "virtualService",
        KubernetesKeys.ObjectName,
        "The VirtualService whose weights are moved."
    );

    private static readonly Key<string> Namespace = Key.Required(
        "namespace",
        KubernetesKeys.ObjectName,
        "The namespace of the VirtualService and of the DestinationRule."
    );

    private static readonly Key<string?> Http = Key.Maybe(
        "http",
        NameWords.Any,
        "The name of the http route; not needed where the VirtualService has one."
    );

    private static readonly Key<string?> Host = Key.Maybe(
        "host",
        KubernetesKeys.ObjectName,
        "The host of which backends are subsets; without it backends are hosts."
    );

    private static readonly Key<string?> DestinationRule = Key.Maybe(
        "destinationRule",
        KubernetesKeys.ObjectName,
        "The DestinationRule of the host, in which subsets of versioned backends are added and removed."
    );

    private static readonly Key<string> Label = Key.Optional(
        "label",
        TextWords.Value,
        VersionLabel,
        "The label of pods whose value is the name of an added subset; 'version'."
    );

    /// <summary>The route that a plan points at.</summary>
    public static readonly TypedSettings<IstioRoute> Route = new(
        new MapShape<IstioRoute>(
            "istioRoute",
            "a route of a VirtualService",
            [VirtualService, Namespace, Http, Host, DestinationRule, Label],
            Read
        )
    );

    private static readonly KubernetesKeys Connection = new("istioConnection", "a connection to a cluster with Istio");

    /// <summary>How long istiod takes to bring a VirtualService to every proxy.</summary>
    private static readonly TimeSpan ProxyUpdate = TimeSpan.FromSeconds(5);

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "istio",
            Title = "Istio",
            Weights = HttpRoute.Weights,
            Places = new RoutePlaces(
                "istio",
                settings => KubernetesPlaces.ProxyOf(Connection.Settings.Read(settings)),
                where => Route.Read(where) is var route ? [route.Namespace, route.Name] : []
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                Drain = ProxyUpdate,
                StillServes =
                    "a sidecar that did not take up the VirtualService, or callers without a sidecar, which reach the "
                    + "Service past it",
            },
            AddsBackends = true,
            ReadsDeployments = true,
            Mirrors = true,
            Requests = new RequestRouting(RequestRouting.AllParts, MostAlternatives),
            BuiltIns = [MeshMetrics.IstioByHost],
            Narrow = (traits, where) =>
                Route.Read(where).Host is null ? traits : traits with { BuiltIns = [MeshMetrics.IstioBySubset] },
        },
        Route = Route.Shape,
        Connection = Connection.Settings.Shape,
        Open = (settings, around) => new IstioRouter(Connection.Settings.Read(settings), around),
    };

    private static IstioRoute Read(KeyValues values)
    {
        if (values.Has(DestinationRule) && !values.Has(Host))
        {
            values.Refuse("plan.missing-key", "destinationRule declares subsets of 'host', which is missing");
        }

        if (values.Has(Label) && !values.Has(DestinationRule))
        {
            values.Refuse("plan.missing-key", "label belongs to subsets of 'destinationRule', which is missing");
        }

        return new IstioRoute(
            values.Get(VirtualService),
            values.Get(Namespace),
            values.Get(Http),
            values.Get(Host),
            values.Get(DestinationRule),
            values.Get(Label)
        );
    }
}

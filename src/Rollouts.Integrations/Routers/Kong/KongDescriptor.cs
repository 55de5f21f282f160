using Rollouts.Domain.Connections;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>Kong, by the weights of the targets of an upstream.</summary>
internal static class KongDescriptor
{
    private static readonly Key<string> Upstream = Key.Required(
        "upstream",
        KongPlaces.EntityName,
        "The name of the upstream that holds the targets of both versions."
    );

    /// <summary>The upstream that a route is.</summary>
    public static readonly TypedSettings<string> Route = new(
        new MapShape<string>("kongRoute", "an upstream of Kong", [Upstream], values => values.Get(Upstream))
    );

    private static readonly KongConnection Connection = new("kongConnection");

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "kong",
            Title = "Kong",
            Weights = KongLimits.Weights,
            Places = new RoutePlaces(
                "kong",
                settings => KongPlaces.ProxyOf(Connection.Settings.Read(settings)),
                where => [Route.Read(where)]
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                // 'hash_on' of the upstream.
                Affinities = [Affinity.None, Affinity.Cookie, Affinity.HeaderHash],
                IsMonotone = false,
                Drain = KongLimits.Propagation,
                StillServes =
                    "a Kong node that did not read the targets yet, or a connection that is kept open to the target",
            },
            AddsBackends = true,
            BuiltIns =
            [
                new BuiltInQueries
                {
                    Source = "prometheus",
                    Instead =
                        "Kong counts by service and route and cannot tell the targets of one upstream apart; write "
                        + "the check in full with metrics of the service itself, or give each version a service of "
                        + "its own and connect Kong as 'kongServices'",
                },
            ],
        },
        Route = Route.Shape,
        Connection = Connection.Settings.Shape,
        Open = (settings, around) => new KongRouter(Connection.Settings.Read(settings), around),
    };
}

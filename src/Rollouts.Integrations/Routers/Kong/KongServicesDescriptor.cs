using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Checks;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>
/// Kong with a route that points at the service of one version. Traffic cannot be split this way, but each version has
/// metrics of its own.
/// </summary>
internal static class KongServicesDescriptor
{
    private const string Service = "service=\"{backend}\"";

    private static readonly Key<string> RouteName = Key.Required(
        "route",
        KongPlaces.EntityName,
        "The name of the route that points at the service of one version or the other."
    );

    /// <summary>The name of the Kong route that is switched.</summary>
    public static readonly TypedSettings<string> Route = new(
        new MapShape<string>("kongServicesRoute", "a route of Kong", [RouteName], values => values.Get(RouteName))
    );

    private static readonly KongConnection Connection = new("kongServicesConnection");

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "kongServices",
            Title = "Kong with a service for each version",
            Weights = KongLimits.Services,
            Places = new RoutePlaces(
                "kongServices",
                settings => KongPlaces.ProxyOf(Connection.Settings.Read(settings)),
                where => [Route.Read(where)]
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                Drain = KongLimits.Propagation,
                StillServes =
                    "a Kong node that did not read the route yet, or another route of the candidate's service",
            },
            BuiltIns =
            [
                new BuiltInQueries
                {
                    Source = "prometheus",
                    Counts = new Subject.Counts(
                        Query.Text($"kong_http_requests_total{{{Service}}}"),
                        Query.Text($"kong_http_requests_total{{{Service},code=~\"5..\"}}")
                    ),
                    Latency = new Subject.Histogram(
                        Query.Text($"kong_upstream_latency_ms_bucket{{{Service}}}"),
                        LatencyUnit.Milliseconds
                    ),
                    LatencyEdges = Edges(),
                },
            ],
        },
        Route = Route.Shape,
        Connection = Connection.Settings.Shape,
        Open = (settings, around) => new KongServicesRouter(Connection.Settings.Read(settings), around),
    };

    // The fixed edges of Kong's Prometheus plugin.
    private static ValueList<TimeSpan> Edges() =>
        new double[] { 25, 50, 80, 100, 250, 400, 700, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000 }
            .Select(TimeSpan.FromMilliseconds)
            .ToValueList();
}

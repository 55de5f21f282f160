using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>
/// Kong, by the service that a route points at. Nothing can be shared out so, but each version has numbers of its own.
/// </summary>
internal static class KongServicesDescriptor
{
    private const string Service = "service=\"{backend}\"";

    private static readonly Key<string> RouteName = Key.Required(
        "route",
        KongPlaces.EntityName,
        "The name of the route that points at the service of one version or the other."
    );

    /// <summary>The route of Kong that is moved.</summary>
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

    // As its Prometheus plugin has them; nobody can set others.
    private static ValueList<TimeSpan> Edges() =>
        new double[] { 25, 50, 80, 100, 250, 400, 700, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000 }
            .Select(TimeSpan.FromMilliseconds)
            .ToValueList();
}

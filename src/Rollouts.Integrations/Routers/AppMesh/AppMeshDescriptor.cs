using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Aws;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>
/// AWS App Mesh and what speaks its protocol. AWS retired its own on 30 September 2026.
/// </summary>
internal static class AppMeshDescriptor
{
    private const string ClusterOfBackend = "envoy_cluster_name=~\"cds_egress_{mesh}_{backend}_.+\"";

    private static readonly Key<string> Mesh = Key.Required("mesh", NameWords.Any, "The name of the mesh.");

    private static readonly Key<string> VirtualRouter = Key.Required(
        "virtualRouter",
        NameWords.Any,
        "The virtual router."
    );

    private static readonly Key<string> RouteName = Key.Required(
        "route",
        NameWords.Any,
        "The route whose two weights are moved."
    );

    private static readonly Key<string?> MeshOwner = Key.Maybe(
        "meshOwner",
        new TextShape<string>(
            "plan.bad-value",
            "the twelve digits of an AWS account, in quotes",
            "^[0-9]{12}$",
            IsAccount
        ),
        "The account that owns a shared mesh."
    );

    private static readonly AwsEndpointKeys Endpoint = new("appmesh", TimeSpan.FromSeconds(5));

    public static readonly TypedSettings<AppMeshRoute> Route = new(
        new MapShape<AppMeshRoute>(
            "appMeshRoute",
            "a route of App Mesh",
            [Mesh, VirtualRouter, RouteName, MeshOwner],
            values => new AppMeshRoute(
                values.Get(Mesh),
                values.Get(VirtualRouter),
                values.Get(RouteName),
                values.Get(MeshOwner)
            )
        )
    );

    private static readonly TypedSettings<AwsEndpoint> Connection = new(
        new MapShape<AwsEndpoint>("appMeshConnection", "a connection to App Mesh", Endpoint.All, Endpoint.Read)
    );

    /// <summary>How long App Mesh takes to bring a route to every Envoy.</summary>
    private static readonly TimeSpan EnvoyUpdate = TimeSpan.FromSeconds(10);

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "appMesh",
            Title = "App Mesh",
            Weights = AppMeshRouter.Weights,
            Places = new RoutePlaces(
                "appMesh",
                settings => AwsPlaces.ProxyOf(Connection.Read(settings)),
                where => AppMeshPlaces.PartsOf(Route.Read(where))
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                Drain = EnvoyUpdate,
                StillServes = "an Envoy that did not take up the route, or another route to the same virtual node",
            },
            AddsBackends = true,
            BuiltIns =
            [
                new BuiltInQueries
                {
                    Source = "prometheus",
                    Counts = new Subject.Counts(
                        Query.Text($"envoy_cluster_upstream_rq{{{ClusterOfBackend}}}"),
                        Query.Text($"envoy_cluster_upstream_rq{{{ClusterOfBackend},envoy_response_code=~\"5..\"}}")
                    ),
                    Latency = new Subject.Histogram(
                        Query.Text($"envoy_cluster_upstream_rq_time_bucket{{{ClusterOfBackend}}}"),
                        LatencyUnit.Milliseconds
                    ),
                    LatencyEdges = EnvoyEdges(),
                },
            ],
        },
        Route = Route.Shape,
        Connection = Connection.Shape,
        Open = (settings, around) => new AppMeshRouter(Connection.Read(settings), around),
    };

    // The default edges of Envoy. The first one (0.5 ms) is finer than a plan can express.
    private static ValueList<TimeSpan> EnvoyEdges() =>
        new double[] { 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000 }
            .Select(TimeSpan.FromMilliseconds)
            .ToValueList();

    private static bool IsAccount(string text, out string value)
    {
        value = text;
        return text.Length == 12 && text.All(char.IsAsciiDigit);
    }
}

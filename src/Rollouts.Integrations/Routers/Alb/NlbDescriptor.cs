using Rollouts.Domain.Connections;
using Rollouts.Integrations.Aws;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// Network Load Balancers, by the weights of the target groups of a listener. They decide for each connection, and have
/// neither rules nor cookies.
/// </summary>
internal static class NlbDescriptor
{
    /// <summary>
    /// A connection that is open stays where it is. One without packets ends after this time unless the listener is
    /// configured otherwise.
    /// </summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(350);

    private static readonly Key<string> Listener = Key.Required(
        "listener",
        ElbKeys.Arn(
            "the ARN of a listener of a Network Load Balancer",
            ElbArn.NetworkListenerPattern,
            ElbArn.IsNetworkListener
        ),
        "The ARN of the listener whose weights are moved."
    );

    private static readonly TypedSettings<AlbRoute> Route = new(
        new MapShape<AlbRoute>(
            "nlbRoute",
            "a listener of a Network Load Balancer",
            [Listener, ElbKeys.HealthyTargets],
            values => new AlbRoute(new ElbPlace.Listener(values.Get(Listener)), values.Get(ElbKeys.HealthyTargets))
        )
    );

    private static readonly TypedSettings<AwsEndpoint> Connection = new(
        new MapShape<AwsEndpoint>(
            "nlbConnection",
            "a connection to Network Load Balancers",
            ElbKeys.Endpoint.All,
            ElbKeys.Endpoint.Read
        )
    );

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "nlb",
            Title = "Network Load Balancer",
            Weights = ForwardAction.Weights,
            Places = new RoutePlaces(
                "nlb",
                settings => AwsPlaces.ProxyOf(Connection.Read(settings)),
                where => Route.Read(where).Place is ElbPlace.Listener listener ? [ElbArn.ResourceOf(listener.Arn)] : []
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                Affinities = [Affinity.Connection],
                Group = RequestDistribution.ConnectionGroup,
                Drain = IdleTimeout,
                StillServes = "connections that clients opened before, which stay where they are until they end",
            },
            AddsBackends = true,
            BuiltIns = [ElbKeys.NoBuiltIns],
        },
        Route = Route.Shape,
        Connection = Connection.Shape,
        Open = (settings, around) =>
            new ElbRouter(Descriptor!.Traits, Route, Connection.Read(settings), around, mostAlternatives: 1),
    };
}

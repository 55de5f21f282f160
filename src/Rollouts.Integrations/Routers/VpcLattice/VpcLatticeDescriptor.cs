using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Integrations.Aws;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>Amazon VPC Lattice: the weights of a rule, or of the default action of a listener.</summary>
internal static class VpcLatticeDescriptor
{
    public static readonly TypedSettings<LatticeRoute> Route = new(LatticeWords.Route);

    // A change with rules of our own takes some requests more than one that moves weights alone.
    private static readonly AwsEndpointKeys Endpoint = new("vpc-lattice", TimeSpan.FromSeconds(8));

    private static readonly TypedSettings<AwsEndpoint> Connection = new(
        new MapShape<AwsEndpoint>("vpcLatticeConnection", "a connection to VPC Lattice", Endpoint.All, Endpoint.Read)
    );

    /// <summary>How long VPC Lattice takes to bring weights to its data plane.</summary>
    private static readonly TimeSpan DataPlaneUpdate = TimeSpan.FromSeconds(10);

    public static readonly RouterDescriptor Descriptor = new()
    {
        Traits = new RouterTraits
        {
            Key = "vpcLattice",
            Title = "VPC Lattice",
            Weights = LatticeRule.Weights,
            Places = new RoutePlaces(
                "vpcLattice",
                // The ids of VPC Lattice are unique in a region, so the account adds no more: two connections
                // with different credentials may lead to the same listener.
                settings => ProxyOf(Connection.Read(settings)),
                where => PartsOf(Route.Read(where))
            ),
            ReadsBack = true,
            Distribution = new RequestDistribution
            {
                Drain = DataPlaneUpdate,
                StillServes = "another rule or listener that forwards to the target group",
            },
            AddsBackends = true,
            Requests = new RequestRouting([RequestPart.Header, RequestPart.Path, RequestPart.Method], RuleMatches.Most)
            {
                LackOf = RuleMatches.LackOf,
            },
            BuiltIns =
            [
                new BuiltInQueries
                {
                    Source = "prometheus",
                    Instead =
                        "VPC Lattice has no metrics in Prometheus; write the check in full with metrics of the service "
                        + "itself, or with those of CloudWatch, whose dimension TargetGroup is the id of the "
                        + "target group",
                },
            ],
        },
        Route = Route.Shape,
        Connection = Connection.Shape,
        Open = (settings, around) => new VpcLatticeRouter(Connection.Read(settings), around),
    };

    private static string ProxyOf(AwsEndpoint endpoint) =>
        $"{ProxyIdentity.Of(endpoint.Standard ?? endpoint.Address)} {endpoint.Access.Region}";

    private static IReadOnlyList<string> PartsOf(LatticeRoute route) =>
        [route.Service, route.Listener, route.Rule ?? "default"];
}

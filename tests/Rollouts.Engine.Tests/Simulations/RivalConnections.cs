using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>The world as it is reached over several connections to one router. Each write tells its connection.</summary>
internal sealed class RivalConnections(World world, Action<ConnectionName, RouteArms, Traffic> witness) : IConnections
{
    public RouterTraits? TraitsOf(Route route) => world.TraitsOf(route);

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable)
    {
        var spelled = (Route.Spelled)route;
        return new RouterAccess(
            new WitnessedRouter(world.Router, (arms, traffic) => witness(spelled.Connection, arms, traffic)),
            new RouteArms(spelled.Where, candidate, stable),
            "router"
        );
    }

    public Answer<SourceAccess> SourceOf(Plan plan, Check check) => world.SourceOf(plan, check);

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) => world.WatchersOf(plan);

    public Answer<IGate> GateOf(Address address) => world.GateOf(address);
}

using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Observing;

/// <summary>Connections whose calls are measured, including retries.</summary>
public sealed class ObservedConnections(IConnections inner, TimeProvider time) : IConnections
{
    public RouterTraits? TraitsOf(Route route) => inner.TraitsOf(route);

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable) =>
        inner.RouterOf(route, candidate, stable).TryGet(out var access, out var fault)
            ? access with
            {
                Router = new ObservedRouter(access.Router, access.System, "forward", time),
                Rollback = new ObservedRouter(access.Rollback, access.System, "back", time),
            }
            : fault;

    public Answer<SourceAccess> SourceOf(Plan plan, Check check) =>
        inner.SourceOf(plan, check).TryGet(out var access, out var fault)
            ? access with
            {
                Source = new ObservedSource(access.Source, access.System, time),
            }
            : fault;

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) => inner.WatchersOf(plan);

    public Answer<IGate> GateOf(Address address) =>
        inner.GateOf(address).TryGet(out var gate, out var fault)
            ? new Answer<IGate>.Got(new ObservedGate(gate, time))
            : fault;
}

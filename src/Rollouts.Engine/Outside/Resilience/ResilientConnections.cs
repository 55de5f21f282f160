using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>
/// Connections with retries and circuits. A rollback uses the router without them, so that it is never refused and
/// never delayed.
/// </summary>
public sealed class ResilientConnections(IConnections inner, Circuits circuits, TimeProvider time) : IConnections
{
    public RouterTraits? TraitsOf(Route route) => inner.TraitsOf(route);

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable) =>
        inner.RouterOf(route, candidate, stable).TryGet(out var access, out var fault)
            ? access with
            {
                Router = new ResilientRouter(access.Router, access.System, circuits),
                Rollback = access.Rollback,
            }
            : fault;

    public Answer<SourceAccess> SourceOf(Plan plan, Check check) =>
        inner.SourceOf(plan, check).TryGet(out var access, out var fault)
            ? access with
            {
                Source = new ResilientSource(access.Source, access.System, circuits, time),
            }
            : fault;

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) => inner.WatchersOf(plan);

    public Answer<IGate> GateOf(Address address) =>
        inner.GateOf(address).TryGet(out var gate, out var fault)
            ? new Answer<IGate>.Got(new ResilientGate(gate, "gate " + SystemOf(address), circuits))
            : fault;

    // Gates of one host fail together. The plan chooses the rest of an address.
    private static string SystemOf(Address address) =>
        address switch
        {
            Address.Connected connected => connected.Connection.Value,
            Address.Url url => Uri.TryCreate(url.Template, UriKind.Absolute, out var uri) ? uri.Authority : "elsewhere",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

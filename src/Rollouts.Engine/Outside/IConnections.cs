using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside;

/// <summary>
/// The configured connections, by the names in plans. A connection that cannot be used returns the reason.
/// </summary>
public interface IConnections
{
    /// <summary>The traits of a route's router; null if it is not connected.</summary>
    RouterTraits? TraitsOf(Route route);

    Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable);

    Answer<SourceAccess> SourceOf(Plan plan, Check check);

    Answer<IGate> GateOf(Address address);

    /// <summary>The sources that can return the state of alarms and that this plan may use.</summary>
    IReadOnlyList<WatcherAccess> WatchersOf(Plan plan);
}

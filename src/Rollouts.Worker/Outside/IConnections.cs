using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside;

/// <summary>Everything that is connected, as plans name it. What cannot be used says why.</summary>
public interface IConnections
{
    /// <summary>What the router of a route can do; null where it is not connected.</summary>
    RouterTraits? TraitsOf(Route route);

    Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable);

    Answer<SourceAccess> SourceOf(Plan plan, Check check);

    Answer<IGate> GateOf(Address address);

    /// <summary>The sources that can be asked how alarms stand, as far as this plan may use them.</summary>
    IReadOnlyList<WatcherAccess> WatchersOf(Plan plan);
}

using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Worker.Outside;

/// <summary>Everything that is connected, as plans name it. Null stands for what is not there any more.</summary>
public interface IConnections
{
    /// <summary>What the router of a route can do.</summary>
    RouterTraits? TraitsOf(Route route);

    RouterAccess? RouterOf(Route route, BackendName candidate, BackendName stable);

    SourceAccess? SourceOf(Plan plan, Check check);

    IGate? GateOf(Address address);
}

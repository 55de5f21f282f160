using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside;

/// <summary>Finds the connections of a live rollout.</summary>
public static class ConnectionsOfRollouts
{
    extension(IConnections connections)
    {
        public Answer<RouterAccess> RouterOf(RolloutSpec terms, TargetName name)
        {
            var target = terms.Targets.First(target => target.Name == name);
            var route = terms.Plan.Targets.First(planned => planned.Name == name).Route;
            return connections.RouterOf(route, target.Candidate, target.Stable);
        }
    }
}

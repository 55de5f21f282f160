using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside;

/// <summary>Finds what is connected for a rollout under way.</summary>
public static class ConnectionsOfRollouts
{
    extension(IConnections connections)
    {
        public Answer<RouterAccess> RouterOf(Terms terms, TargetName name)
        {
            var target = terms.Targets.First(target => target.Name == name);
            var route = terms.Plan.Targets.First(planned => planned.Name == name).Route;
            return connections.RouterOf(route, target.Candidate, target.Stable);
        }
    }
}

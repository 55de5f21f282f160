using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers;

/// <summary>A router that can look at the Deployment behind a backend of its route. It only reads.</summary>
public interface IDeploymentReader
{
    /// <summary>
    /// Why the Deployment is not available, in words that do not change while the reason stays the same; empty if it is
    /// available. A Deployment that is missing or cannot be read is a fault.
    /// </summary>
    /// <param name="deployment">A Deployment in the namespace of the backends of the route.</param>
    Task<Answer<string>> LackAsync(RouteArms route, string deployment, CancellationToken cancellation);
}

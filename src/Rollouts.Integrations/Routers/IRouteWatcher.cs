using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Routers;

/// <summary>A router that detects changes of a route without being polled.</summary>
public interface IRouteWatcher
{
    /// <summary>
    /// Calls back, until it is disposed, when the route shows another state than this router last read or wrote. A call
    /// may be lost or repeated. The next read shows the actual state.
    /// </summary>
    /// <param name="drifted">Receives a sentence with the state of the route and its writer.</param>
    IDisposable Watch(RouteArms route, Action<string> drifted);

    /// <summary>
    /// What the route was last read as, if it is certain that it has not changed since; null where it must be read to
    /// know.
    /// </summary>
    ObservedTraffic? Shown(RouteArms route);
}

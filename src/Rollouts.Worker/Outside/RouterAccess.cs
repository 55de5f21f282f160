using Rollouts.Integrations.Routers;

namespace Rollouts.Worker.Outside;

/// <summary>The route of one target, and the router that it is a route of.</summary>
/// <param name="System">What shares one bound on concurrency: the connection's name.</param>
public sealed record RouterAccess(ITrafficRouter Router, RouteArms Route, string System)
{
    /// <summary>The same router for the way back, which nothing refuses and nothing makes wait.</summary>
    public ITrafficRouter WayBack { get; init; } = Router;

    public ITrafficRouter For(bool isWayBack) => isWayBack ? WayBack : Router;
}

using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Outside;

/// <summary>The route of one target and its router.</summary>
/// <param name="System">The connection's name. All routes of a connection share one bound on concurrency.</param>
public sealed record RouterAccess(ITrafficRouter Router, RouteArms Route, string System)
{
    /// <summary>The same router for a rollback, without a circuit or retries.</summary>
    public ITrafficRouter Rollback { get; init; } = Router;

    /// <summary>The watcher of the router if it can detect changes itself; null if it must be read.</summary>
    public IRouteWatcher? Watcher { get; init; }

    /// <summary>The reader of Deployments; null if the router has none.</summary>
    public IDeploymentReader? Deployments { get; init; }

    public ITrafficRouter For(bool isWayBack) => isWayBack ? Rollback : Router;
}

namespace Rollouts.Domain.Connections;

/// <summary>The reason why a service may move a route, or may not.</summary>
public enum RouteRight
{
    /// <summary>An administrator has declared the service an owner of the route.</summary>
    Declared,

    /// <summary>No owner is declared. The route belongs to the first service that begins a rollout on it.</summary>
    Claim,

    /// <summary>The route is written out in the plan, and its connection does not allow that.</summary>
    NotWritten,

    /// <summary>An administrator has declared other owners.</summary>
    DeclaredForOthers,
}

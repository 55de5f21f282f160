namespace Rollouts.Domain.Plans;

/// <summary>How a plan points at the traffic of one target.</summary>
public abstract record Route
{
    private Route() { }

    /// <summary>A route that an administrator has given a name; without a connection, on the default router.</summary>
    public sealed record Named(string Name, ConnectionName? Connection) : Route;

    /// <summary>A route spelled out in its router's own words.</summary>
    /// <param name="Router">The router's key, as in <c>appMesh</c>.</param>
    public sealed record Spelled(ConnectionName Connection, string Router, Settings Where) : Route;
}

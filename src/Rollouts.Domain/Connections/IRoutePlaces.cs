using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Connections;

/// <summary>Compares routes of one kind of router, regardless of the different ways to write them.</summary>
public interface IRoutePlaces
{
    /// <summary>
    /// Identifies the proxy or control plane behind a connection. Equal for two connections to the same one.
    /// </summary>
    string ProxyOf(Settings connection);

    /// <summary>
    /// Identifies a route on its proxy, beginning with the router's key: <c>appMesh:demo:search:search</c>. Only ASCII
    /// letters, digits, '.', '_', '-' and ':'.
    /// </summary>
    string PlaceOf(Settings route);
}

using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Installations;

/// <summary>
/// Tells whether two routes of one kind of router are the same route, however a connection or a plan spells them.
/// </summary>
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

using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// Compares the routes of one kind of router by the settings of connections and routes that its descriptor extracts.
/// </summary>
/// <param name="router">The router's key, with which every place begins.</param>
/// <param name="proxy">The identity of the proxy behind a connection.</param>
/// <param name="parts">The names that lead to a route on its proxy. Names contain no ':'.</param>
internal sealed class RoutePlaces(
    string router,
    Func<Settings, string> proxy,
    Func<Settings, IReadOnlyList<string>> parts
) : IRoutePlaces
{
    public string ProxyOf(Settings connection) => proxy(connection);

    public string PlaceOf(Settings route) => string.Join(':', parts(route).Prepend(router));
}

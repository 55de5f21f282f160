using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Connections;

/// <summary>
/// Decides what administrators have declared about the owner of a route. Routes are compared by their place and
/// never by
/// their spelling: a written route, a named route and a second connection to the same proxy can be one route.
/// </summary>
public static class RouteOwnership
{
    /// <summary>How a service would use a route; null if the route is of no connected router.</summary>
    public static RouteUse? Of(Route route, ServiceName service, EnvironmentName environment, Installation installation)
    {
        if (RouterOf(route, installation) is not { } router || WhereOf(route, router) is not { } where)
        {
            return null;
        }

        var place = router.Traits.Places.PlaceOf(where);
        var same = WithSameProxy(router, installation).ToList();
        var declared = same.SelectMany(other => other.Routes)
            .Where(named => named.IsOwned && router.Traits.Places.PlaceOf(named.Where) == place)
            .ToList();
        var right =
            route is Route.Spelled && !router.AllowsWrittenRoutes ? RouteRight.NotWritten
            : declared.Count == 0 ? RouteRight.Claim
            : declared.Any(named => named.Serves(service, environment)) ? RouteRight.Declared
            : RouteRight.DeclaredForOthers;
        return new RouteUse(right, place, same.Select(other => other.Name).ToValueList());
    }

    /// <summary>
    /// All connections to the proxy of a connection; that connection alone if it is no connected router.
    /// </summary>
    public static ValueList<ConnectionName> ConnectionsLike(ConnectionName name, Installation installation) =>
        installation.Connections.GetValueOrDefault(name) is Connection.Router router
            ? WithSameProxy(router, installation).Select(other => other.Name).ToValueList()
            : [name];

    private static IEnumerable<Connection.Router> WithSameProxy(Connection.Router router, Installation installation) =>
        installation
            .Connections.Values.OfType<Connection.Router>()
            .Where(other => other.Traits.Key == router.Traits.Key && other.Proxy == router.Proxy)
            .OrderBy(other => other.Name.Value, StringComparer.Ordinal);

    private static Connection.Router? RouterOf(Route route, Installation installation)
    {
        var name = route switch
        {
            Route.Named named => named.Connection ?? installation.DefaultRouter,
            Route.Spelled spelled => spelled.Connection,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return name is { } known ? installation.Connections.GetValueOrDefault(known) as Connection.Router : null;
    }

    private static Settings? WhereOf(Route route, Connection.Router router) =>
        route switch
        {
            Route.Named named => router.Routes.FirstOrDefault(known => known.Name == named.Name)?.Where,
            Route.Spelled spelled => spelled.Router == router.Traits.Key ? spelled.Where : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

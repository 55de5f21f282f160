using System.Collections.Concurrent;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Worker.Outside;

/// <summary>
/// What administrators have connected in their file. Each connection is opened once, when it is first used.
/// </summary>
public sealed class ConfiguredConnections(Installation installation, TimeProvider time) : IConnections, IDisposable
{
    private readonly Surroundings _around = new(time);
    private readonly ConcurrentDictionary<ConnectionName, Lazy<ITrafficRouter?>> _routers = new();
    private readonly ConcurrentDictionary<ConnectionName, Lazy<IMetricSource?>> _sources = new();

    public RouterTraits? TraitsOf(Route route) => RouterConnectionOf(route)?.Traits;

    public RouterAccess? RouterOf(Route route, BackendName candidate, BackendName stable)
    {
        if (RouterConnectionOf(route) is not { } connection || WhereOf(route, connection) is not { } where)
        {
            return null;
        }

        var router = _routers.GetOrAdd(connection.Name, _ => new(() => OpenRouter(connection))).Value;
        return router is null
            ? null
            : new RouterAccess(router, new RouteArms(where, candidate, stable), connection.Name.Value);
    }

    public SourceAccess? SourceOf(Plan plan, Check check)
    {
        if (
            (check.Source ?? installation.DefaultSource) is not { } name
            || installation.Connections.GetValueOrDefault(name) is not Connection.Source connection
        )
        {
            return null;
        }

        var source = _sources.GetOrAdd(name, _ => new(() => OpenSource(connection))).Value;
        return source is null ? null : new SourceAccess(source, connection.Traits, name.Value);
    }

    public IGate? GateOf(Address address) => null;

    public void Dispose()
    {
        foreach (var router in _routers.Values.Where(router => router.IsValueCreated))
        {
            router.Value?.Dispose();
        }

        foreach (var source in _sources.Values.Where(source => source.IsValueCreated))
        {
            source.Value?.Dispose();
        }
    }

    private Connection.Router? RouterConnectionOf(Route route)
    {
        var name = route switch
        {
            Route.Named named => named.Connection ?? installation.DefaultRouter,
            Route.Spelled spelled => spelled.Connection,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return name is { } known ? installation.Connections.GetValueOrDefault(known) as Connection.Router : null;
    }

    private static Settings? WhereOf(Route route, Connection.Router connection) =>
        route switch
        {
            Route.Named named => connection.Routes.FirstOrDefault(known => known.Name == named.Name)?.Where,
            Route.Spelled spelled => spelled.Where,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private ITrafficRouter? OpenRouter(Connection.Router connection) =>
        Adapters.Open(connection, _around) is Answer<ITrafficRouter>.Got got ? got.Value : null;

    private IMetricSource? OpenSource(Connection.Source connection) =>
        Adapters.Open(connection, _around) is Answer<IMetricSource>.Got got ? got.Value : null;
}

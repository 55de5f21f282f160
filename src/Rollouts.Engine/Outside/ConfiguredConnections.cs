using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Outside;

/// <summary>
/// The connections that administrators configured. Each is opened at its first use, and opened anew after a change.
/// </summary>
/// <param name="webhooks">The caller that created it disposes it.</param>
public sealed class ConfiguredConnections(CurrentInstallation installation, Webhooks webhooks, AdapterContext around)
    : IConnections,
        IDisposable
{
    private readonly ConnectionPool<Connection.Router, Answer<ITrafficRouter>> _routers = new(
        installation,
        connection => Adapters.Open(connection, around),
        Close,
        around.Clock
    );

    private readonly ConnectionPool<Connection.Source, Answer<IMetricSource>> _sources = new(
        installation,
        connection => Adapters.Open(connection, around),
        Close,
        around.Clock
    );

    public RouterTraits? TraitsOf(Route route) =>
        RouterConnectionOf(route) is not { } connection ? null
        : WhereOf(route, connection) is { } where ? connection.Traits.Narrow(connection.Traits, where)
        : connection.Traits;

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable)
    {
        if (RouterConnectionOf(route) is not { } connection)
        {
            return NotThere($"route {route} is of no router that is connected");
        }

        if (WhereOf(route, connection) is not { } where)
        {
            return NotThere($"connection '{connection.Name}' has no {route}");
        }

        return _routers.Of(connection).TryGet(out var router, out var fault)
            ? new RouterAccess(router, new RouteArms(where, candidate, stable), connection.Name.Value)
            {
                Watcher = router as IRouteWatcher,
                Deployments = router as IDeploymentReader,
            }
            : fault;
    }

    public Answer<SourceAccess> SourceOf(Plan plan, Check check)
    {
        var now = installation.Now;
        if (
            (check.Source ?? now.DefaultSource) is not { } name
            || now.Connections.GetValueOrDefault(name) is not Connection.Source connection
        )
        {
            return NotThere($"the source of check '{check.Name}' is not connected");
        }

        return _sources.Of(connection).TryGet(out var source, out var fault)
            ? new SourceAccess(source, connection.Traits, name.Value)
            : fault;
    }

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) =>
        [
            .. installation
                .Now.Connections.Values.OfType<Connection.Source>()
                .Where(connection => connection.Serves(plan.Service, plan.Environment))
                .Select(connection =>
                    _sources.Of(connection).TryGet(out var source, out _) && source is IAlarmWatcher watcher
                        ? new WatcherAccess(watcher, connection.Name.Value)
                        : null
                )
                .OfType<WatcherAccess>(),
        ];

    public Answer<IGate> GateOf(Address address) =>
        webhooks.Of(address).TryGet(out var peer, out var fault) ? new WebhookGate(peer) : fault;

    public void Dispose()
    {
        _routers.Dispose();
        _sources.Dispose();
    }

    private Connection.Router? RouterConnectionOf(Route route)
    {
        var now = installation.Now;
        var name = route switch
        {
            Route.Named named => named.Connection ?? now.DefaultRouter,
            Route.Spelled spelled => spelled.Connection,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return name is { } known ? now.Connections.GetValueOrDefault(known) as Connection.Router : null;
    }

    private static Settings? WhereOf(Route route, Connection.Router connection) =>
        route switch
        {
            Route.Named named => connection.Routes.FirstOrDefault(known => known.Name == named.Name)?.Where,
            Route.Spelled spelled => spelled.Where,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Fault NotThere(string why) => new(FaultKind.NotFound, why);

    private static void Close<T>(Answer<T> opened)
        where T : IDisposable
    {
        if (opened.TryGet(out var one, out _))
        {
            one.Dispose();
        }
    }
}

using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Worker.Outside;

/// <summary>
/// What administrators have connected. Each connection is opened once, when it is first used, and anew when it has
/// changed.
/// </summary>
/// <param name="webhooks">Disposed by whoever made them.</param>
public sealed class ConfiguredConnections(CurrentInstallation installation, Webhooks webhooks, Surroundings around)
    : IConnections,
        IDisposable
{
    private readonly Opened<Connection.Router, Answer<ITrafficRouter>> _routers = new(
        installation,
        connection => Adapters.Open(connection, around),
        Close,
        around.Clock
    );

    private readonly Opened<Connection.Source, Answer<IMetricSource>> _sources = new(
        installation,
        connection => Adapters.Open(connection, around),
        Close,
        around.Clock
    );

    public RouterTraits? TraitsOf(Route route) => RouterConnectionOf(route)?.Traits;

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

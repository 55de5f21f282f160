using System.Collections.Concurrent;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Worker.Outside;

/// <summary>
/// What administrators have connected in their file. Each connection is opened once, when it is first used.
/// </summary>
/// <param name="webhooks">Disposed by whoever made them.</param>
public sealed class ConfiguredConnections(Installation installation, Webhooks webhooks, Surroundings around)
    : IConnections,
        IDisposable
{
    private readonly ConcurrentDictionary<ConnectionName, Lazy<Answer<ITrafficRouter>>> _routers = new();
    private readonly ConcurrentDictionary<ConnectionName, Lazy<Answer<IMetricSource>>> _sources = new();

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

        var opened = _routers.GetOrAdd(connection.Name, _ => new(() => Adapters.Open(connection, around))).Value;
        return opened.TryGet(out var router, out var fault)
            ? new RouterAccess(router, new RouteArms(where, candidate, stable), connection.Name.Value)
            : fault;
    }

    public Answer<SourceAccess> SourceOf(Plan plan, Check check)
    {
        if (
            (check.Source ?? installation.DefaultSource) is not { } name
            || installation.Connections.GetValueOrDefault(name) is not Connection.Source connection
        )
        {
            return NotThere($"the source of check '{check.Name}' is not connected");
        }

        return SourceOf(connection).TryGet(out var source, out var fault)
            ? new SourceAccess(source, connection.Traits, name.Value)
            : fault;
    }

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) =>
        [
            .. installation
                .Connections.Values.OfType<Connection.Source>()
                .Where(connection => connection.Serves(plan.Service, plan.Environment))
                .Select(connection =>
                    SourceOf(connection).TryGet(out var source, out _) && source is IAlarmWatcher watcher
                        ? new WatcherAccess(watcher, connection.Name.Value)
                        : null
                )
                .OfType<WatcherAccess>(),
        ];

    public Answer<IGate> GateOf(Address address) =>
        webhooks.Of(address).TryGet(out var peer, out var fault) ? new WebhookGate(peer) : fault;

    public void Dispose()
    {
        DisposeAll(_routers.Values);
        DisposeAll(_sources.Values);
    }

    private Answer<IMetricSource> SourceOf(Connection.Source connection) =>
        _sources.GetOrAdd(connection.Name, _ => new(() => Adapters.Open(connection, around))).Value;

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

    private static Fault NotThere(string why) => new(FaultKind.NotFound, why);

    private static void DisposeAll<T>(IEnumerable<Lazy<Answer<T>>> opened)
        where T : IDisposable
    {
        foreach (var answer in opened.Where(one => one.IsValueCreated))
        {
            if (answer.Value.TryGet(out var one, out _))
            {
                one.Dispose();
            }
        }
    }
}

using Rollouts.Domain.Connections;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Ci;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Routers;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.InstallationFiles;

/// <summary>
/// The configuration of connections: routers, metric sources, senders of alarms, pipelines, hooks and chat systems.
/// Their adapters define the content of each.
/// </summary>
internal static class ConnectionShapes
{
    /// <summary>A connection without its name, which is the key above it.</summary>
    public delegate Connection Unnamed(ConnectionName name);

    public static Shape<Unnamed> Any(
        IReadOnlyList<RouterDescriptor> routers,
        IReadOnlyList<SourceDescriptor> sources,
        IReadOnlyList<SenderDescriptor> senders,
        IReadOnlyList<CiDescriptor> pipelines,
        IReadOnlyList<ChatDescriptor> chats
    )
    {
        var kinds = routers
            .Select(router => (router.Traits.Key, Shape: Router(router)))
            .Concat(sources.Select(source => (source.Traits.Key, Shape: Source(source))))
            .Concat(senders.Select(sender => (sender.Traits.Key, Shape: Sender(sender))))
            .Concat(pipelines.Select(pipeline => (pipeline.Traits.Key, Shape: Pipeline(pipeline))))
            .Concat(chats.Select(chat => (chat.Traits.Key, Shape: Chat(chat))))
            .Append(("hook", Hook()))
            .ToList();
        var keys = string.Join(", ", kinds.Select(kind => kind.Item1));
        return new ByKindShape<Unnamed>(
            $"a connection: a map with one of {keys}",
            [
                .. kinds.Select(kind =>
                    ((Func<Node, bool>)(node => node is Mapping map && map.Find(kind.Item1) is not null), kind.Item2)
                ),
            ]
        );
    }

    private static MapShape<Unnamed> Router(RouterDescriptor router)
    {
        var settings = Key.Required(router.Traits.Key, router.Connection, $"How {router.Traits.Title} is reached.");
        var routes = Key.Optional(
            "routes",
            new NamedValuesShape<NamedRouteShape.Unnamed>(
                "routes and where they are",
                NameWords.Pattern,
                Name.IsValid,
                Name.Rule,
                new NamedRouteShape(router.Traits.Key + "NamedRoute", router.Route)
            ).Into(pairs => pairs.Select(pair => pair.Value(pair.Key)).ToValueList()),
            [],
            "Routes that plans may call by a name."
        );
        var written = Key.MaybeValue(
            "writtenRoutes",
            new FlagShape(),
            "Whether plans may write out routes that have no name here; only if the connection names none."
        );
        var users = new Users();
        return new(
            router.Traits.Key + "Router",
            router.Traits.Title,
            [settings, routes, written, .. users.Keys],
            values =>
                name =>
                    users.Apply(
                        values,
                        new Connection.Router(name, router.TraitsOf(values.Get(settings)), values.Get(settings))
                        {
                            Routes = values.Get(routes),
                            WrittenRoutes = values.Get(written),
                        }
                    )
        );
    }

    private static MapShape<Unnamed> Source(SourceDescriptor source)
    {
        var settings = Key.Required(source.Traits.Key, source.Connection, $"How {source.Traits.Title} is reached.");
        var users = new Users();
        return new(
            source.Traits.Key + "Source",
            source.Traits.Title,
            [settings, .. users.Keys],
            values =>
                name =>
                    users.Apply(
                        values,
                        new Connection.Source(name, source.TraitsOf(values.Get(settings)), values.Get(settings))
                    )
        );
    }

    private static MapShape<Unnamed> Sender(SenderDescriptor sender)
    {
        var settings = Key.Required(
            sender.Traits.Key,
            sender.Connection,
            $"How alarms of {sender.Traits.Title} are known to be its own."
        );
        var users = new Users();
        return new(
            sender.Traits.Key + "Sender",
            sender.Traits.Title,
            [settings, .. users.Keys],
            values => name => users.Apply(values, new Connection.Sender(name, sender.Traits, values.Get(settings)))
        );
    }

    private static MapShape<Unnamed> Pipeline(CiDescriptor pipeline)
    {
        var settings = Key.Required(
            pipeline.Traits.Key,
            pipeline.Connection,
            $"How what {pipeline.Traits.Title} sends is known to be its own."
        );
        var users = new Users();
        return new(
            pipeline.Traits.Key + "Pipeline",
            pipeline.Traits.Title,
            [settings, .. users.Keys],
            values => name => users.Apply(values, new Connection.Pipeline(name, pipeline.Traits, values.Get(settings)))
        );
    }

    private static MapShape<Unnamed> Chat(ChatDescriptor chat)
    {
        var settings = Key.Required(chat.Traits.Key, chat.Connection, $"How {chat.Traits.Title} is reached.");
        var users = new Users();
        return new(
            chat.Traits.Key + "Chat",
            chat.Traits.Title,
            [settings, .. users.Keys],
            values => name => users.Apply(values, new Connection.Chat(name, chat.Traits, values.Get(settings)))
        );
    }

    private static MapShape<Unnamed> Hook()
    {
        var settings = Key.Required("hook", HookWords.Connection.Shape, "How the hook is reached.");
        var users = new Users();
        return new(
            "hook",
            "a hook",
            [settings, .. users.Keys],
            values => name => users.Apply(values, new Connection.Hook(name, values.Get(settings)))
        );
    }

    /// <summary>The services and environments that may use a connection.</summary>
    private sealed class Users
    {
        private readonly Key<ValueList<ServiceName>> _services = Key.Optional(
            "services",
            Lists.Of(NameWords.Service),
            [],
            "The services that may use it; all where it is left out."
        );

        private readonly Key<ValueList<EnvironmentName>> _environments = Key.Optional(
            "environments",
            Lists.Of(NameWords.Environment),
            [],
            "The environments that may use it; all where it is left out."
        );

        public IEnumerable<Key> Keys => [_services, _environments];

        public Connection Apply(KeyValues values, Connection connection) =>
            connection with
            {
                Services = values.Get(_services),
                Environments = values.Get(_environments),
            };
    }
}

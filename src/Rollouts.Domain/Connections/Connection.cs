using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Connections;

/// <summary>
/// A router, metric source, sender of alarms, pipeline, hook or chat system that an administrator has connected,
/// and who may use it.
/// </summary>
public abstract record Connection(ConnectionName Name)
{
    /// <summary>The services that may use it; empty for all.</summary>
    public ValueList<ServiceName> Services { get; init; } = [];

    /// <summary>The environments that may use it; empty for all.</summary>
    public ValueList<EnvironmentName> Environments { get; init; } = [];

    public sealed record Router(ConnectionName Name, RouterTraits Traits, Settings Settings) : Connection(Name)
    {
        public ValueList<NamedRoute> Routes { get; init; } = [];

        /// <summary>The administrator's setting for routes that plans write out; null if it is not set.</summary>
        public bool? WrittenRoutes { get; init; }

        /// <summary>
        /// Whether plans may write routes out. By default they may not if the connection has named routes, which plans
        /// should use.
        /// </summary>
        public bool AllowsWrittenRoutes => WrittenRoutes ?? Routes.IsEmpty;

        /// <summary>The proxy behind the connection, see <see cref="IRoutePlaces.ProxyOf"/>.</summary>
        public string Proxy { get; } = Traits.Places.ProxyOf(Settings);
    }

    public sealed record Source(ConnectionName Name, SourceTraits Traits, Settings Settings) : Connection(Name);

    public sealed record Sender(ConnectionName Name, SenderTraits Traits, Settings Settings) : Connection(Name);

    /// <summary>
    /// A system that announces versions: a CI system or a registry. It can start only services that it serves.
    /// </summary>
    public sealed record Pipeline(ConnectionName Name, PipelineTraits Traits, Settings Settings) : Connection(Name);

    public sealed record Hook(ConnectionName Name, Settings Settings) : Connection(Name);

    /// <summary>A chat system that notifies people of rollouts and takes their decisions.</summary>
    public sealed record Chat(ConnectionName Name, ChatTraits Traits, Settings Settings) : Connection(Name);

    public bool Serves(ServiceName service, EnvironmentName environment) =>
        (Services.IsEmpty || Services.Contains(service))
        && (Environments.IsEmpty || Environments.Contains(environment));
}

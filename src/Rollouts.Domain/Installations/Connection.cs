using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Installations;

/// <summary>
/// A router, metric source, sender of alarms, pipeline or hook that an administrator has connected, and who may use it.
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

        /// <summary>What the administrator said about routes that plans write out; null if nothing was said.</summary>
        public bool? WrittenRoutes { get; init; }

        /// <summary>
        /// Whether plans may write routes out. Once routes have names, the names are what plans are meant to use.
        /// </summary>
        public bool AllowsWrittenRoutes => WrittenRoutes ?? Routes.IsEmpty;

        /// <summary>The proxy behind the connection, see <see cref="IRoutePlaces.ProxyOf"/>.</summary>
        public string Proxy { get; } = Traits.Places.ProxyOf(Settings);
    }

    public sealed record Source(ConnectionName Name, SourceTraits Traits, Settings Settings) : Connection(Name);

    public sealed record Sender(ConnectionName Name, SenderTraits Traits, Settings Settings) : Connection(Name);

    /// <summary>Whoever announces versions: a CI system, a registry. It starts only what it serves.</summary>
    public sealed record Pipeline(ConnectionName Name, PipelineTraits Traits, Settings Settings) : Connection(Name);

    public sealed record Hook(ConnectionName Name, Settings Settings) : Connection(Name);

    public bool Serves(ServiceName service, EnvironmentName environment) =>
        (Services.IsEmpty || Services.Contains(service))
        && (Environments.IsEmpty || Environments.Contains(environment));
}

namespace Rollouts.Domain.Rollouts.Services;

/// <summary>What can happen to the queue and the record of a service.</summary>
public abstract record ServiceEvent
{
    private ServiceEvent() { }

    /// <summary>What was found stable when the first rollout came.</summary>
    public sealed record Adopted(ValueList<StableBackend> Stable) : ServiceEvent;

    public sealed record Queued(Turn Turn) : ServiceEvent
    {
        /// <summary>The authors of the version, which count again when the version is started again.</summary>
        public ValueList<Author> Authors { get; init; } = [];

        public bool HasUnknownAuthor { get; init; }
    }

    public sealed record QueueLeft(Leaving Leaving) : ServiceEvent;

    public sealed record Began(RolloutId Id) : ServiceEvent;

    /// <summary>A return goes ahead of everything that waits.</summary>
    public sealed record ReturnBegan(Turn Turn) : ServiceEvent;

    public sealed record Ended(RolloutId Id) : ServiceEvent;

    /// <summary>A rollout succeeded: from now on its backends are the stable ones.</summary>
    public sealed record StableMoved(RolloutId Id, int Number, ValueList<StableBackend> Stable) : ServiceEvent;

    /// <summary>
    /// Somebody else moved a route while no rollout was under way; null says that it is as it was left.
    /// </summary>
    public sealed record RouteDrifted(TargetName Target, Weight? Seen) : ServiceEvent;

    /// <summary>A rollout adds a backend that is not on the route. Recorded before the router is called.</summary>
    public sealed record BackendAdded(TargetName Target, BackendName Backend, RolloutId By) : ServiceEvent;

    /// <summary>The router refused to add the backend.</summary>
    public sealed record BackendNotAdded(TargetName Target, BackendName Backend) : ServiceEvent;

    /// <summary>An added backend has no traffic, and no rollout names it.</summary>
    public sealed record BackendIdle(TargetName Target, BackendName Backend, Instant Since) : ServiceEvent;

    /// <summary>An added backend that was idle has traffic again, or a rollout names it.</summary>
    public sealed record BackendInUse(TargetName Target, BackendName Backend) : ServiceEvent;

    /// <summary>An added backend is off the route.</summary>
    public sealed record BackendRemoved(TargetName Target, BackendName Backend) : ServiceEvent;
}

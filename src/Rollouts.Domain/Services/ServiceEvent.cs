namespace Rollouts.Domain.Services;

/// <summary>An event of the queue and the record of a service.</summary>
public abstract record ServiceEvent
{
    private ServiceEvent() { }

    /// <summary>The stable backends that the routers showed when the first rollout was started.</summary>
    public sealed record Adopted(ValueList<StableBackend> Stable) : ServiceEvent;

    public sealed record Queued(QueueEntry Entry) : ServiceEvent
    {
        /// <summary>The authors of the version, which count again when the version is started again.</summary>
        public ValueList<Author> Authors { get; init; } = [];

        public bool HasUnknownAuthor { get; init; }
    }

    public sealed record QueueLeft(Leaving Leaving) : ServiceEvent;

    public sealed record Began(RolloutId Id) : ServiceEvent;

    /// <summary>A return began. It takes precedence over all waiting rollouts.</summary>
    public sealed record ReturnBegan(QueueEntry Entry) : ServiceEvent;

    public sealed record Ended(RolloutId Id) : ServiceEvent;

    /// <summary>A rollout succeeded. Its backends are the stable ones from now on.</summary>
    public sealed record StableMoved(RolloutId Id, int Number, ValueList<StableBackend> Stable) : ServiceEvent;

    /// <summary>A route drifted while no rollout was under way; null if the drift has ended.</summary>
    public sealed record RouteDrifted(TargetName Target, Weight? Seen) : ServiceEvent;

    /// <summary>A rollout adds a backend that is not on the route. Recorded before the router is called.</summary>
    public sealed record BackendAdded(TargetName Target, BackendName Backend, RolloutId By) : ServiceEvent;

    /// <summary>The router refused to add the backend.</summary>
    public sealed record BackendNotAdded(TargetName Target, BackendName Backend) : ServiceEvent;

    /// <summary>An added backend has no traffic, and no rollout names it.</summary>
    public sealed record BackendIdle(TargetName Target, BackendName Backend, Instant Since) : ServiceEvent;

    /// <summary>An added backend that was idle has traffic again, or a rollout names it.</summary>
    public sealed record BackendInUse(TargetName Target, BackendName Backend) : ServiceEvent;

    /// <summary>A candidate that was taken back still gets requests, although its router shows 0.</summary>
    public sealed record StillServing(
        TargetName Target,
        BackendName Backend,
        RolloutId By,
        Instant Since,
        string Sentence
    ) : ServiceEvent;

    /// <summary>The candidate gets no requests any more.</summary>
    public sealed record ServingCleared(TargetName Target, BackendName Backend) : ServiceEvent;

    /// <summary>An administrator allows the backend to be used although requests still reach it.</summary>
    public sealed record ServingConfirmed(TargetName Target, BackendName Backend) : ServiceEvent;

    /// <summary>An added backend was removed from the route.</summary>
    public sealed record BackendRemoved(TargetName Target, BackendName Backend) : ServiceEvent;
}

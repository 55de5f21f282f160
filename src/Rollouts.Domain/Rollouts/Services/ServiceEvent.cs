namespace Rollouts.Domain.Rollouts.Services;

/// <summary>What can happen to the queue and the record of a service.</summary>
public abstract record ServiceEvent
{
    private ServiceEvent() { }

    /// <summary>What was found stable when the first rollout came.</summary>
    public sealed record Adopted(ValueList<StableBackend> Stable) : ServiceEvent;

    public sealed record Queued(Turn Turn) : ServiceEvent;

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
}

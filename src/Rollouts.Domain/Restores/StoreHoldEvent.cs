using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Restores;

/// <summary>An event of the store as a whole.</summary>
public abstract record StoreHoldEvent
{
    private StoreHoldEvent() { }

    /// <summary>The store went back in time, or a restore that was noticed before is acknowledged.</summary>
    public sealed record Began(StoreHold Hold) : StoreHoldEvent;
}

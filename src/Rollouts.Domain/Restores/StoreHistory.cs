using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Restores;

/// <summary>The last time that the store went back in time.</summary>
public sealed record StoreHistory
{
    /// <summary>The newest hold; null if the store never went back.</summary>
    public StoreHold? Newest { get; init; }

    public StoreHistory Evolve(StoreHoldEvent happened) =>
        happened switch
        {
            StoreHoldEvent.Began began => this with { Newest = began.Hold },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

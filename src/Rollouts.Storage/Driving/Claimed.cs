namespace Rollouts.Storage.Driving;

/// <summary>The items of a claim.</summary>
/// <param name="Now">The time of the claim by the store's clock. Leases begin here.</param>
public sealed record Claimed<T>(Instant Now, ValueList<T> Items);

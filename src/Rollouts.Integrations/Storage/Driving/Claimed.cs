namespace Rollouts.Integrations.Storage.Driving;

/// <summary>Work that was claimed.</summary>
/// <param name="Now">The store's clock at the claim. Leases run from here.</param>
public sealed record Claimed<T>(Instant Now, ValueList<T> Items);

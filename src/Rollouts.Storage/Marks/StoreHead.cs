namespace Rollouts.Storage.Marks;

/// <summary>The position of a store.</summary>
/// <param name="Incarnation">The identity of the database. A backup keeps it.</param>
/// <param name="Counter">Rises with every write and never falls, unless the store goes back in time.</param>
/// <param name="Now">The time by the store's clock.</param>
public sealed record StoreHead(string Incarnation, long Counter, Instant Now);

namespace Rollouts.Integrations.Storage.Marks;

/// <summary>How far a store has come.</summary>
/// <param name="Incarnation">What tells it from another database; a backup keeps it.</param>
/// <param name="Counter">Rises with what is written and never falls, except if the store goes back in time.</param>
/// <param name="Now">The store's clock.</param>
public sealed record StoreHead(string Incarnation, long Counter, Instant Now);

namespace Rollouts.Integrations.Storage.Streams;

/// <summary>Streams as they stand, and the time it is.</summary>
/// <param name="Now">The store's clock: the one by which everything is decided, whoever decides it.</param>
/// <param name="Streams">Each one asked for, in that order; null for one that is not there.</param>
public sealed record Loaded(Instant Now, ValueList<StoredState?> Streams);

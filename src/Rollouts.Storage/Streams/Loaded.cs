namespace Rollouts.Storage.Streams;

/// <summary>The current states of streams, and the current time.</summary>
/// <param name="Now">The time by the store's clock. All decisions use it, in every process.</param>
/// <param name="Streams">The states in the order of the request; null for a stream that does not exist.</param>
public sealed record Loaded(Instant Now, ValueList<StoredState?> Streams);

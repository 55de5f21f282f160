namespace Rollouts.Storage.Marks;

/// <summary>A counter of the store, and the last time at which it was read.</summary>
public sealed record MarkPoint(long Counter, Instant At);

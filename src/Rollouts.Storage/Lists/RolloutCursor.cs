namespace Rollouts.Storage.Lists;

/// <summary>The last row of a page. The next page begins after it.</summary>
public sealed record RolloutCursor(Instant OpenedAt, RolloutId Id);

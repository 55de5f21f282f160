using Rollouts.Domain.Rollouts;

namespace Rollouts.Integrations.Storage.Lists;

/// <summary>The last row of a page; the next page begins after it.</summary>
public sealed record RolloutCursor(Instant OpenedAt, RolloutId Id);

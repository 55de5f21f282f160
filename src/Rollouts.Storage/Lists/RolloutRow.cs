namespace Rollouts.Storage.Lists;

/// <summary>A rollout in a list.</summary>
/// <param name="Summary">The current state in words for people.</param>
/// <param name="EndedAt">Null while it is live.</param>
public sealed record RolloutRow(
    RolloutId Id,
    ServiceName Service,
    EnvironmentName Environment,
    VersionName Version,
    string? Owner,
    string Status,
    string Summary,
    Instant OpenedAt,
    Instant? EndedAt
);

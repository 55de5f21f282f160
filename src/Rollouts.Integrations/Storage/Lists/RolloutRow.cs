using Rollouts.Domain.Rollouts;

namespace Rollouts.Integrations.Storage.Lists;

/// <summary>How a rollout shows in a list.</summary>
/// <param name="Where">Where it is, in words for people.</param>
/// <param name="EndedAt">Null while it is live.</param>
public sealed record RolloutRow(
    RolloutId Id,
    ServiceName Service,
    EnvironmentName Environment,
    VersionName Version,
    string? Owner,
    string Status,
    string Where,
    Instant OpenedAt,
    Instant? EndedAt
);

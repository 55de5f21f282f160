namespace Rollouts.Domain.Services;

/// <summary>A waiting rollout that has left its place to a newer one.</summary>
public sealed record Leaving(RolloutId Id, RolloutId LeftTo);

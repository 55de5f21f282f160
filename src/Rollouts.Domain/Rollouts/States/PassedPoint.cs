namespace Rollouts.Domain.Rollouts.States;

/// <summary>The point of no return that a rollout has passed. It is passed for every wave at once.</summary>
/// <param name="Because">The reason that the plan gives.</param>
public sealed record PassedPoint(string Because, Position Position, Instant At);

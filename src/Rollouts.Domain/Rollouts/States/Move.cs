namespace Rollouts.Domain.Rollouts.States;

/// <summary>A move of a rollout from a position, with its actor and time.</summary>
public sealed record Move(Position From, string What, string By, Instant At);

namespace Rollouts.Domain.Rollouts.States;

/// <summary>What moved a rollout on from a position, through whom, and when.</summary>
public sealed record Move(Position From, string What, string By, Instant At);

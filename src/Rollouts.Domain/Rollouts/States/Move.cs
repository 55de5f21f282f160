namespace Rollouts.Domain.Rollouts.States;

/// <summary>What moved a rollout on, through whom, and when.</summary>
public sealed record Move(string What, string By, Instant At);

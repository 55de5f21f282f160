namespace Rollouts.Domain.Freezes;

/// <summary>A rollout that may go on in spite of a freeze.</summary>
public sealed record FreezePass(FreezeName Name, RolloutId By);

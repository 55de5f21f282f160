namespace Rollouts.Domain.Rollouts.Services;

/// <summary>The newest rollout that succeeded, and what was stable before it: what a return goes back to.</summary>
public sealed record Success(RolloutId Id, int Number, ValueList<StableBackend> Before);

namespace Rollouts.Domain.Services;

/// <summary>The newest rollout that succeeded, with the previously stable backends, to which a return goes.</summary>
public sealed record Success(RolloutId Id, int Number, ValueList<StableBackend> Before);

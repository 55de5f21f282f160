namespace Rollouts.Domain.Rollouts.States;

/// <summary>
/// The store went back in time, for example because a backup was restored, so routers may have moved on since. While a
/// rollout has a hold, no router is written for it.
/// </summary>
/// <param name="At">When it was noticed. Decisions after this time rest on current data.</param>
public sealed record StoreHold(Instant At, StoreHoldKind Kind);

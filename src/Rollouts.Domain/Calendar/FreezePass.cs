using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Calendar;

/// <summary>A rollout that may go on in spite of a freeze.</summary>
public sealed record FreezePass(FreezeName Name, RolloutId By);

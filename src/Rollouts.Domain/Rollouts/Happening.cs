using Rollouts.Domain.Rollouts.Events;

namespace Rollouts.Domain.Rollouts;

/// <summary>One line of a rollout's story: what happened, when, through whom, because of what, and why.</summary>
/// <param name="Reason">In the words of whoever wanted it, or the machine's own sentence.</param>
public sealed record Happening(RolloutEvent Event, Instant At, Actor By, Cause Cause, string Reason);

using Rollouts.Domain.Rollouts.Events;

namespace Rollouts.Domain.Rollouts;

/// <summary>One event in the history of a rollout, with its time, actor, cause and reason.</summary>
/// <param name="Reason">The reason that the actor gave, or a sentence of the machine.</param>
public sealed record RecordedEvent(RolloutEvent Event, Instant At, Actor By, Cause Cause, string Reason);

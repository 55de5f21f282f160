namespace Rollouts.Domain.Rollouts.States;

/// <summary>An approval that does not count any more: its step asks again.</summary>
/// <param name="Changed">What changed since it was given, in words.</param>
public sealed record VoidedApproval(ActorId Of, string Person, VoidReason Reason, string Changed);

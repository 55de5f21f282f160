using Rollouts.Domain.Rollouts.Inputs;

namespace Rollouts.Engine.Outside;

/// <summary>The reply of a gate, with its own words.</summary>
/// <param name="RetryAfter">The pause that the gate asked for; null if it named none.</param>
public sealed record GateReply(GateAnswer Answer, string Message, TimeSpan? RetryAfter = null);

using Rollouts.Domain.Rollouts.Inputs;

namespace Rollouts.Worker.Outside;

/// <summary>What a gate said, in its own words.</summary>
/// <param name="RetryAfter">How long it asked to be left alone; null where it said nothing.</param>
public sealed record GateReply(GateAnswer Answer, string Message, TimeSpan? RetryAfter = null);

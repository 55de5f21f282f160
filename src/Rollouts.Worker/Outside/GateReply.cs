using Rollouts.Domain.Rollouts.Inputs;

namespace Rollouts.Worker.Outside;

/// <summary>What a gate said, in its own words.</summary>
public sealed record GateReply(GateAnswer Answer, string Message);

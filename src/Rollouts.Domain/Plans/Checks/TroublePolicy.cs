namespace Rollouts.Domain.Plans.Checks;

/// <summary>What is done where a check has had nothing to say for so long.</summary>
public sealed record TroublePolicy(TroubleAction Action, TimeSpan After);

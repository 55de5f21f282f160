namespace Rollouts.Domain.Plans.Checks;

/// <summary>The action for a check that has had no result for some time.</summary>
public sealed record TroublePolicy(TroubleAction Action, TimeSpan After);

namespace Rollouts.Domain.Installations;

/// <summary>Before all traffic moves, so many different people of one of these groups must have agreed.</summary>
public sealed record ApprovalDemand(ValueList<GroupName> From, int Count);

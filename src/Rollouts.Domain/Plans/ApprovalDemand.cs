namespace Rollouts.Domain.Plans;

/// <summary>The number of different people of one of these groups who must approve before all traffic moves.</summary>
public sealed record ApprovalDemand(ValueList<GroupName> From, int Count);

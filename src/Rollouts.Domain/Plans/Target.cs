namespace Rollouts.Domain.Plans;

/// <summary>One place where traffic is shifted, with the values that distinguish its checks and backends.</summary>
public sealed record Target
{
    public required TargetName Name { get; init; }

    public required Route Route { get; init; }

    public ValueList<Variable> Variables { get; init; } = [];

    public required PlanPath At { get; init; }
}

namespace Rollouts.Domain.Plans;

/// <summary>One place where traffic is shifted, with the values its checks and backends are told apart by.</summary>
public sealed record Target
{
    public required TargetName Name { get; init; }

    public required Route Route { get; init; }

    public ValueList<Variable> Variables { get; init; } = [];

    public required PlanPath At { get; init; }
}

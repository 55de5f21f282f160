namespace Rollouts.Domain.Names;

/// <summary>One place a plan shifts traffic in: a region, a cell, a cluster.</summary>
public readonly record struct TargetName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

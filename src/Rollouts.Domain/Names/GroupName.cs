namespace Rollouts.Domain.Names;

/// <summary>A group of people who may approve.</summary>
public readonly record struct GroupName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

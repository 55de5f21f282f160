namespace Rollouts.Domain.Names;

/// <summary>A router or metric source that an administrator has connected.</summary>
public readonly record struct ConnectionName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

namespace Rollouts.Domain.Names;

/// <summary>An environment of services: prod, staging. Administrators set its limits.</summary>
public readonly record struct EnvironmentName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

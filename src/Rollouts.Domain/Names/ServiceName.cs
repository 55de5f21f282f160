namespace Rollouts.Domain.Names;

/// <summary>The service whose versions a plan releases.</summary>
public readonly record struct ServiceName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

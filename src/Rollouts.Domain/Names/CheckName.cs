namespace Rollouts.Domain.Names;

/// <summary>One check of a plan; other checks and the audit log name it.</summary>
public readonly record struct CheckName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

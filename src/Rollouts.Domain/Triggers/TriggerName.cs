namespace Rollouts.Domain.Triggers;

/// <summary>One trigger of an installation; the audit log names it.</summary>
public readonly record struct TriggerName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

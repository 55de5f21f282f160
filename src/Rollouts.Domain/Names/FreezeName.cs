namespace Rollouts.Domain.Names;

/// <summary>A freeze of a plan, of an environment's file, or a declared one.</summary>
public readonly record struct FreezeName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

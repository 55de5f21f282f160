namespace Rollouts.Domain.Names;

/// <summary>One step of a plan; checks that watch a part of the course name it.</summary>
public readonly record struct StepName(string Value)
{
    public string Value { get; } = Name.Checked(Value);

    public override string ToString() => Value;
}

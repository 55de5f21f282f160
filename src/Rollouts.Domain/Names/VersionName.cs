namespace Rollouts.Domain.Names;

/// <summary>A version of a service, as a pipeline announced it.</summary>
public readonly record struct VersionName(string Value)
{
    public string Value { get; } = HostileText.Checked(Value);

    public override string ToString() => Value;
}

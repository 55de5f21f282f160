namespace Rollouts.Domain.Names;

/// <summary>A destination of a router: a target group, a server, a virtual node.</summary>
public readonly record struct BackendName(string Value)
{
    public string Value { get; } = HostileText.Checked(Value);

    public override string ToString() => Value;
}

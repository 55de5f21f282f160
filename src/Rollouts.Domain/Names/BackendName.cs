namespace Rollouts.Domain.Names;

/// <summary>What a router sends traffic to: a target group, a server, a virtual node.</summary>
public readonly record struct BackendName(string Value)
{
    public string Value { get; } = HostileText.Checked(Value);

    public override string ToString() => Value;
}

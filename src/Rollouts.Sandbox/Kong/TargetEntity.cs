namespace Rollouts.Sandbox.Kong;

/// <summary>A target of an upstream, as Kong stores it: its name always has a port.</summary>
internal sealed record TargetEntity(Guid Id, string Name, int Weight, double CreatedAt, double UpdatedAt)
{
    public IReadOnlyList<string>? Tags { get; init; }
}

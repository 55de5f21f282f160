using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Triggers;

/// <summary>A version that an event has announced.</summary>
public sealed record Announcement
{
    public required ServiceName Service { get; init; }

    public required EnvironmentName Environment { get; init; }

    public required VersionName Version { get; init; }

    /// <summary>The actor that moves the weights; null for what the environment says.</summary>
    public RolloutMode? Mode { get; init; }

    public required string Reason { get; init; }

    public ValueList<string> Authors { get; init; } = [];

    public bool HasUnknownAuthor { get; init; }

    public ValueList<Link> Links { get; init; } = [];
}

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// Where a version came from, for people who look at its rollout and for systems that wait for its end.
/// </summary>
public sealed record Provenance
{
    public ValueList<Link> Links { get; init; } = [];

    /// <summary>Whom to tell how it goes; null where nobody asked.</summary>
    public ReplyTo? ReplyTo { get; init; }
}

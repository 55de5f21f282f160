namespace Rollouts.Domain.Rollouts;

/// <summary>
/// The origin of a version, for people who look at its rollout and for systems that wait for its end.
/// </summary>
public sealed record Provenance
{
    public ValueList<Link> Links { get; init; } = [];

    /// <summary>The recipient of status reports; null if none was requested.</summary>
    public ReplyTo? ReplyTo { get; init; }
}

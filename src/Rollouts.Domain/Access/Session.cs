namespace Rollouts.Domain.Access;

/// <summary>
/// A session of a signed-in person. It ends by sign-out, after too long an absence, or at its fixed end.
/// </summary>
public sealed record Session
{
    public required SessionId Id { get; init; }

    public required Person Person { get; init; }

    public required Instant OpenedAt { get; init; }

    /// <summary>The fixed end of the session; activity does not extend it.</summary>
    public required Instant Until { get; init; }

    /// <summary>How long the session stays valid without a request.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>
    /// The last recorded request. It is accurate to a tenth of <see cref="Idle"/>, because not every request is
    /// recorded.
    /// </summary>
    public required Instant SeenAt { get; init; }

    public Instant? EndedAt { get; init; }

    public bool IsLive(Instant now) => EndedAt is null && now < Until && now - SeenAt < Idle;
}

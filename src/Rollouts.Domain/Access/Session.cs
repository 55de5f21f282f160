namespace Rollouts.Domain.Access;

/// <summary>Somebody's stay, from signing in until they leave, are away for too long, or stayed for too long.</summary>
public sealed record Session
{
    public required SessionId Id { get; init; }

    public required Person Person { get; init; }

    public required Instant OpenedAt { get; init; }

    /// <summary>From when on it opens nothing, however busy its holder is.</summary>
    public required Instant Until { get; init; }

    /// <summary>How long its holder may be away.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>To a tenth of what its holder may be away: not each request is worth writing down.</summary>
    public required Instant SeenAt { get; init; }

    public Instant? EndedAt { get; init; }

    public bool IsLive(Instant now) => EndedAt is null && now < Until && now - SeenAt < Idle;
}

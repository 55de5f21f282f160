namespace Rollouts.Domain.Access;

/// <summary>A key that was handed out, without the key itself: of that only a hash is known to anybody here.</summary>
public sealed record AccessKey
{
    public required KeyId Id { get; init; }

    /// <summary>What its holder is called in the log.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// SHA-256 of the key, in hexadecimal digits. The secret in it is drawn by lot, so this gives nothing away.
    /// </summary>
    public required string Hash { get; init; }

    public required ValueList<Role> Roles { get; init; }

    /// <summary>The services it is good for.</summary>
    public ValueList<NamePattern> Services { get; init; } = [NamePattern.Any];

    public ValueList<NamePattern> Environments { get; init; } = [NamePattern.Any];

    /// <summary>The groups its holder approves for.</summary>
    public ValueList<GroupName> Groups { get; init; } = [];

    public required Instant IssuedAt { get; init; }

    /// <summary>From when on it opens nothing; null for a key that does not run out.</summary>
    public Instant? Until { get; init; }

    /// <summary>To the day: who uses a key all the time is noted once a day.</summary>
    public Instant? LastUsedAt { get; init; }

    public Instant? RevokedAt { get; init; }

    public bool IsLive(Instant now) => RevokedAt is null && (Until is not { } until || now < until);

    public bool Reaches(ServiceName service, EnvironmentName environment) =>
        Services.Any(pattern => pattern.Matches(service.Value))
        && Environments.Any(pattern => pattern.Matches(environment.Value));
}

namespace Rollouts.Domain.Access;

/// <summary>An issued API key. The system stores a hash of the key and never the key itself.</summary>
public sealed record AccessKey
{
    public required KeyId Id { get; init; }

    /// <summary>The name of the key's holder in the log.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// SHA-256 of the key, in hexadecimal digits. The secret part of the key is random, so the hash does not reveal it.
    /// </summary>
    public required string Hash { get; init; }

    public required ValueList<Role> Roles { get; init; }

    /// <summary>The services that the key may act on.</summary>
    public ValueList<NamePattern> Services { get; init; } = [NamePattern.Any];

    public ValueList<NamePattern> Environments { get; init; } = [NamePattern.Any];

    /// <summary>The groups whose approvals the key's holder may give.</summary>
    public ValueList<GroupName> Groups { get; init; } = [];

    public required Instant IssuedAt { get; init; }

    /// <summary>When the key expires; null for a key without an expiry.</summary>
    public Instant? Until { get; init; }

    /// <summary>The last use, to the day: the use of a key is recorded once a day.</summary>
    public Instant? LastUsedAt { get; init; }

    public Instant? RevokedAt { get; init; }

    public bool IsLive(Instant now) => RevokedAt is null && (Until is not { } until || now < until);

    public bool Reaches(ServiceName service, EnvironmentName environment) =>
        Services.Any(pattern => pattern.Matches(service.Value))
        && Environments.Any(pattern => pattern.Matches(environment.Value));
}

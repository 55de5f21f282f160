namespace Rollouts.Cli.Keys;

/// <summary>An API key without its secret.</summary>
/// <param name="Key">The text of the key, only in the response that creates it.</param>
internal sealed record KeyShape(
    string Id,
    string Name,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Environments,
    IReadOnlyList<string> Groups,
    string IssuedAt,
    string? Until,
    string? LastUsedAt,
    string? Key = null
);

/// <summary>An API key to create.</summary>
internal sealed record KeyRequest(
    string Name,
    IReadOnlyList<string> Roles,
    string Reason,
    IReadOnlyList<string>? Services,
    IReadOnlyList<string>? Environments,
    IReadOnlyList<string>? Groups,
    DateTimeOffset? Until
);

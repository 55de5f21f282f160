namespace Rollouts.Cli.Rollouts;

/// <summary>A version to roll out.</summary>
internal sealed record StartRequest(
    string Service,
    string Environment,
    string Version,
    string Reason,
    string? Plan,
    IReadOnlyList<string>? Authors,
    string? Stable,
    IReadOnlyDictionary<string, string>? Links
);

/// <summary>The reason of a change, for the log.</summary>
internal sealed record ReasonRequest(string Reason);

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
    IReadOnlyDictionary<string, string>? Links,
    string? Mode
);

/// <summary>The reason of a change, for the log.</summary>
internal sealed record ReasonRequest(string Reason)
{
    /// <summary>Null if the command has no such confirmation, or none is given.</summary>
    public bool? PastPointOfNoReturn { get; init; }

    /// <summary>The step of an approval that is given ahead; null for other commands.</summary>
    public string? Step { get; init; }
}

namespace Rollouts.Cli.Jobs;

/// <summary>A background job of the server.</summary>
/// <param name="Status">waiting, running, done, failed or cancelled.</param>
/// <param name="Done">The records or simulated releases that are done; null if they are not counted.</param>
internal sealed record JobShape(
    string Id,
    string Kind,
    string Status,
    string Message,
    string Result,
    long? Done = null,
    long? Total = null,
    int? Attempt = null,
    string? CreatedAt = null,
    string? EndedAt = null
);

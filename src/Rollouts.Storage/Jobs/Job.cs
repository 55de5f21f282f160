namespace Rollouts.Storage.Jobs;

/// <summary>A background job that a caller has requested. Its result is stored in parts beside it.</summary>
/// <param name="Owner">The id of the caller, who alone sees the job.</param>
/// <param name="Kind">What the job does, as in <c>audit-export</c>.</param>
/// <param name="Request">The parameters of the job as JSON.</param>
/// <param name="Attempt">The number of the current or last attempt; 0 before the first one.</param>
/// <param name="Progress">How far the attempt is.</param>
/// <param name="Message">Why the job, or its last attempt, failed; null if it did not.</param>
/// <param name="ContentType">The media type of the result; null if there is none.</param>
public sealed record Job(
    JobId Id,
    string Owner,
    string Kind,
    string Request,
    JobStatus Status,
    int Attempt,
    JobProgress Progress,
    string? Message,
    string? ContentType,
    Instant CreatedAt,
    Instant? EndedAt
);

namespace Rollouts.Storage.Jobs;

/// <summary>
/// The right to write for a job. A process that was frozen holds the number of an earlier attempt, and what it writes
/// is refused.
/// </summary>
public readonly record struct JobAttempt(JobId Id, int Number);

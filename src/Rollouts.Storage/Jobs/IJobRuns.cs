namespace Rollouts.Storage.Jobs;

/// <summary>
/// The background jobs of callers, as the processes that run them see them. An attempt is claimed, and every write
/// names it: of two processes that run the same job only one can write.
/// </summary>
public interface IJobRuns
{
    /// <summary>
    /// Begins the next attempt of a job that waits or has failed, or whose process has not reported for the lease.
    /// What earlier attempts wrote is deleted.
    /// </summary>
    /// <returns>Null if the job does not exist, has ended, or is run by a process that reports.</returns>
    Task<Job?> ClaimAsync(JobId id, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Stores the progress and renews the lease. Returns false if the attempt is not current.</summary>
    Task<bool> ReportAsync(JobAttempt attempt, JobProgress progress, CancellationToken cancellation);

    /// <summary>Stores a part of the result. Returns false if the attempt is not current.</summary>
    Task<bool> WritePartAsync(JobAttempt attempt, int number, byte[] part, CancellationToken cancellation);

    /// <summary>Ends the attempt. Returns false if it is not current.</summary>
    Task<bool> EndAsync(JobAttempt attempt, JobEnd end, CancellationToken cancellation);

    /// <summary>
    /// The live jobs that no process has reported on for the time. Each is returned once in that time.
    /// </summary>
    Task<ValueList<JobId>> TakeStaleAsync(TimeSpan silence, int most, CancellationToken cancellation);

    /// <summary>Deletes jobs that ended before an instant, with their results.</summary>
    Task<int> ForgetAsync(Instant before, CancellationToken cancellation);
}

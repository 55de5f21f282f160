namespace Rollouts.Storage.Jobs;

/// <summary>The background jobs of callers, as their callers see them.</summary>
public interface IJobs
{
    /// <summary>Stores a job. An owner has at most one live job of a kind.</summary>
    Task<JobAdmission> AddAsync(NewJob job, CancellationToken cancellation);

    Task<Job?> FindAsync(JobId id, CancellationToken cancellation);

    /// <summary>The newest jobs of an owner, at most 100.</summary>
    Task<ValueList<Job>> ListAsync(string owner, CancellationToken cancellation);

    /// <summary>Ends a job that has not ended. Returns false if it has.</summary>
    Task<bool> CancelAsync(JobId id, CancellationToken cancellation);

    /// <summary>A part of the result of a job that is done; null behind the last one.</summary>
    /// <param name="number">Counted from 0.</param>
    Task<byte[]?> ReadPartAsync(JobId id, int number, CancellationToken cancellation);
}

using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Checkpoints;

/// <summary>
/// The sealed lists of heads. A copy outside of the store is worth most: with it an operator can check the log later.
/// </summary>
public interface ICheckpointRepository
{
    Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation);

    /// <summary>Returns the newest checkpoint, or the newest before a time; null if there is none.</summary>
    Task<Checkpoint?> NewestAsync(Instant? before, CancellationToken cancellation);

    /// <summary>Deletes the checkpoints sealed before a time, except the newest, and returns their number.</summary>
    Task<int> ForgetAsync(Instant before, CancellationToken cancellation);
}

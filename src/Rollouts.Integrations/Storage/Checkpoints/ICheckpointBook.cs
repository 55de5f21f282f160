using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Checkpoints;

/// <summary>
/// The sealed lists of heads. They are worth most where the log is not: whoever takes them away can check it later.
/// </summary>
public interface ICheckpointBook
{
    Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation);

    /// <summary>The newest of all, or the newest before a moment; null where there is none.</summary>
    Task<Checkpoint?> NewestAsync(Instant? before, CancellationToken cancellation);

    /// <summary>Forgets those sealed before; how many they were. The newest is kept.</summary>
    Task<int> ForgetAsync(Instant before, CancellationToken cancellation);
}

using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Checkpoints;

/// <summary>
/// The sealed lists of heads. They are worth most where the log is not: whoever takes them away can check it later.
/// </summary>
public interface ICheckpointBook
{
    Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation);

    /// <summary>The newest; null before the first.</summary>
    Task<Checkpoint?> NewestAsync(CancellationToken cancellation);
}

namespace Rollouts.Storage.Bundles;

/// <summary>The sealed evidence of rollouts that have ended. It is kept as long as their log.</summary>
public interface IEvidenceBundles
{
    /// <summary>Stores a bundle. Returns false if the rollout has one: what was sealed never changes.</summary>
    Task<bool> SealAsync(RolloutId rollout, SealedBundle bundle, CancellationToken cancellation);

    /// <summary>Null if the evidence is not sealed yet.</summary>
    Task<SealedBundle?> FindAsync(RolloutId rollout, CancellationToken cancellation);

    /// <summary>When the evidence was sealed; null if it is not sealed yet.</summary>
    Task<Instant?> SealedAtAsync(RolloutId rollout, CancellationToken cancellation);
}

using Rollouts.Storage.Bundles;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryBundles(MemoryTables tables) : IEvidenceBundles
{
    private const string Door = "Bundles";

    public Task<bool> SealAsync(RolloutId rollout, SealedBundle bundle, CancellationToken cancellation) =>
        tables.Run(Door, nameof(SealAsync), () => tables.Bundles.TryAdd(rollout, bundle), cancellation);

    public Task<SealedBundle?> FindAsync(RolloutId rollout, CancellationToken cancellation) =>
        tables.Run(Door, nameof(FindAsync), () => tables.Bundles.GetValueOrDefault(rollout), cancellation);

    public Task<Instant?> SealedAtAsync(RolloutId rollout, CancellationToken cancellation) =>
        tables.Run(Door, nameof(SealedAtAsync), () => tables.Bundles.GetValueOrDefault(rollout)?.At, cancellation);
}

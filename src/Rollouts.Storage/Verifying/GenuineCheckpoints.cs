using Rollouts.Domain.Audit;
using Rollouts.Storage.Stores;

namespace Rollouts.Storage.Verifying;

/// <summary>Finds the newest checkpoint whose seal is genuine.</summary>
internal static class GenuineCheckpoints
{
    /// <returns>The checkpoint, or null if there is none; and the number of newer ones that are not genuine.</returns>
    public static async Task<(Checkpoint? Checkpoint, int Forged)> NewestAsync(
        IStore store,
        ISeal seal,
        CancellationToken cancellation
    )
    {
        var forged = 0;
        var newest = await store.Checkpoints.NewestAsync(null, cancellation).ConfigureAwait(false);
        while (newest is not null && !newest.IsGenuine(seal))
        {
            forged++;
            newest = await store.Checkpoints.NewestAsync(newest.At, cancellation).ConfigureAwait(false);
        }

        return (newest, forged);
    }
}

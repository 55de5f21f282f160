using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Verifying;

/// <summary>Finds the newest checkpoint that nobody has tampered with.</summary>
internal static class GenuineCheckpoints
{
    /// <returns>Null where there is none; and how many newer ones are not genuine.</returns>
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

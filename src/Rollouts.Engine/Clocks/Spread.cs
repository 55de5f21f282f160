namespace Rollouts.Engine.Clocks;

/// <summary>
/// Maps a name to a fixed share between 0 and 1, so that items that were started together are not due together for
/// ever, and every process and every replay computes the same time.
/// </summary>
public static class Spread
{
    public static double Of(RolloutId rollout) => Share((uint)rollout.Value.GetHashCode());

    /// <param name="part">The part of the rollout, so that two checks of one rollout differ too.</param>
    public static double Of(RolloutId rollout, string part)
    {
        var hash = (uint)rollout.Value.GetHashCode();
        foreach (var letter in part)
        {
            hash = (hash ^ letter) * 16_777_619;
        }

        return Share(hash);
    }

    // Consecutive identifiers may have consecutive hashes, so every bit is mixed with every other.
    private static double Share(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EB_CA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2_AE35;
        hash ^= hash >> 16;
        return hash / (uint.MaxValue + 1.0);
    }
}

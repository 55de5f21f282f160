using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Clocks;

/// <summary>
/// A lease as its holder sees it. It is measured on the monotonic clock from before the claim was sent, so it always
/// ends earlier for the holder than for the store.
/// </summary>
public sealed class Lease(LeaseToken token, TimeProvider time, long claimedAt, TimeSpan length)
{
    public LeaseToken Token => token;

    public TimeSpan Left => length - time.GetElapsedTime(claimedAt);

    /// <summary>Whether an operation with this timeout would end before the lease does.</summary>
    public bool Covers(TimeSpan longest) => Left > longest;
}

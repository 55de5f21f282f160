using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Worker.Clocks;

/// <summary>
/// One holding of a lease as its holder sees it. It is counted from before the claim was sent, on the monotonic clock,
/// so the holder always believes in it for less long than the store does.
/// </summary>
public sealed class Lease(LeaseToken token, TimeProvider time, long claimedAt, TimeSpan length)
{
    public LeaseToken Token => token;

    /// <summary>How much of it is left.</summary>
    public TimeSpan Left => length - time.GetElapsedTime(claimedAt);

    /// <summary>Whether something that takes so long at most would be over before the lease is.</summary>
    public bool Covers(TimeSpan longest) => Left > longest;
}

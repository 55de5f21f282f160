namespace Rollouts.Integrations.Storage;

/// <summary>
/// Asks a store to forget times that a wrong clock may have written. Rollouts, questions and messages that wait for a
/// time beyond a bound are due at once, and leases end at the latest a minute from now.
/// </summary>
/// <param name="Beyond">
/// Zero after the store's clock was set: all that waits for a time is due. At the start of a process a minute, which no
/// look at a live rollout exceeds. The way back is due at once in either case.
/// </param>
public sealed record RebaseRequest(TimeSpan Beyond)
{
    /// <summary>No lease is longer; one that ends later was written by a clock that was ahead.</summary>
    public static TimeSpan LongestLease { get; } = TimeSpan.FromMinutes(1);

    public static RebaseRequest AtTheStart { get; } = new(TimeSpan.FromMinutes(1));

    public static RebaseRequest AfterAJump { get; } = new(TimeSpan.Zero);
}

namespace Rollouts.Storage;

/// <summary>
/// Resets times that a wrong clock may have written. Rollouts, questions and messages whose time is beyond a bound
/// become due at once, leases end a minute from now at the latest, and requests that are being worked on were received
/// now at the latest.
/// </summary>
/// <param name="Beyond">
/// Zero after the store's clock was set: everything that waits for a time is due. A minute at the start of a process:
/// no look at a live rollout is later, and a message that failed keeps the pause that its channel asked for. Rollbacks
/// and messages that were never sent are due at once in either case.
/// </param>
public sealed record RebaseRequest(TimeSpan Beyond)
{
    /// <summary>The longest lease. One that ends later was written by a clock that was ahead.</summary>
    public static TimeSpan LongestLease { get; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The longest pause of a channel. A message that is due later, or that was never sent and is not due yet, got its
    /// time from a clock that was ahead.
    /// </summary>
    public static TimeSpan LongestPatience { get; } = TimeSpan.FromHours(6);

    public static RebaseRequest AtTheStart { get; } = new(TimeSpan.FromMinutes(1));

    public static RebaseRequest AfterAJump { get; } = new(TimeSpan.Zero);
}

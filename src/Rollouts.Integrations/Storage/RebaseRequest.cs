namespace Rollouts.Integrations.Storage;

/// <summary>
/// Asks a store to forget times that a wrong clock may have written. Rollouts, questions and messages that wait for a
/// time beyond a bound are due at once, and leases end at the latest a minute from now.
/// </summary>
/// <param name="Beyond">
/// Zero after the store's clock was set: all that waits for a time is due. At the start of a process a minute, which no
/// look at a live rollout exceeds, and a message that failed keeps the pause that its channel asked for. The way back
/// and a message that was never sent are due at once in either case.
/// </param>
public sealed record RebaseRequest(TimeSpan Beyond)
{
    /// <summary>No lease is longer; one that ends later was written by a clock that was ahead.</summary>
    public static TimeSpan LongestLease { get; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// No channel is waited for longer. A message that is due later, or that was never sent and is not due yet, got its
    /// time from a clock that was ahead.
    /// </summary>
    public static TimeSpan LongestPatience { get; } = TimeSpan.FromHours(6);

    public static RebaseRequest AtTheStart { get; } = new(TimeSpan.FromMinutes(1));

    public static RebaseRequest AfterAJump { get; } = new(TimeSpan.Zero);
}

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// The time at which this process last looked at a rollout, on the monotonic clock, so that no change of the wall clock
/// hides a standstill.
/// </summary>
public sealed class LastRouterRead(TimeProvider time)
{
    private long _at = time.GetTimestamp();

    public TimeSpan Age => time.GetElapsedTime(Interlocked.Read(ref _at));

    /// <summary>A rollout was looked at, or there is none to look at.</summary>
    public void Looked() => Interlocked.Exchange(ref _at, time.GetTimestamp());
}

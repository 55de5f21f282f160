namespace Rollouts.Storage;

/// <summary>
/// The clock of a store without a clock of its own: the machine's current time. It keeps no state between calls, so a
/// clock that was ahead for a moment and is right again leaves no trace. Callers compare it with elapsed time.
/// </summary>
internal sealed class WallClock(TimeProvider time)
{
    public Instant Now() => Instant.From(time.GetUtcNow());
}

namespace Rollouts.Integrations.Storage;

/// <summary>
/// The clock of a store that has none of its own: the machine's, as it is now. It carries nothing from one call to the
/// next. A clock that was ahead for a moment and is right again leaves no trace; whoever decides compares it with
/// elapsed time.
/// </summary>
internal sealed class WallClock(TimeProvider time)
{
    public Instant Now() => Instant.From(time.GetUtcNow());
}

namespace Rollouts.Worker.Clocks;

/// <summary>
/// A machine's clock that is set wrong, for tests: what it shows is ahead, and what it measures is right.
/// </summary>
internal sealed class WrongClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}

namespace Rollouts.Api.Tests;

/// <summary>A machine's clock that shows a later time; what it measures is right.</summary>
internal sealed class SkewedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>The wall clock of a store, which may be set to another time; what elapses is right.</summary>
internal sealed class JumpingClock(TimeProvider right) : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + Ahead;

    public override long GetTimestamp() => right.GetTimestamp();
}

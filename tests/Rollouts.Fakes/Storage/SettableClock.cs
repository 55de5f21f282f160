namespace Rollouts.Fakes.Storage;

/// <summary>A clock that stands still until somebody moves it; others may read it meanwhile.</summary>
public sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _start = start.UtcTicks;
    private long _now = start.UtcTicks;

    public SettableClock()
        : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now) - _start;

    public void Advance(TimeSpan span) => Interlocked.Add(ref _now, span.Ticks);
}

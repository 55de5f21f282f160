namespace Rollouts.Worker.Clocks;

/// <summary>
/// The store's clock, carried on between two looks by this machine's monotonic one. A worker whose own clock is wrong
/// decides by the right one, and a store whose clock is set back never takes time back.
/// </summary>
public sealed class StoreClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private Instant _seen;
    private long _at;
    private bool _isSet;

    /// <summary>The time by which everything is decided.</summary>
    public Instant Now
    {
        get
        {
            lock (_gate)
            {
                return _isSet ? _seen + time.GetElapsedTime(_at) : Instant.From(time.GetUtcNow());
            }
        }
    }

    /// <summary>Notes what the store's clock showed just now.</summary>
    public void Saw(Instant now)
    {
        lock (_gate)
        {
            var carried = _isSet ? _seen + time.GetElapsedTime(_at) : now;
            (_seen, _at, _isSet) = (Instant.Max(now, carried), time.GetTimestamp(), true);
        }
    }
}

namespace Rollouts.Integrations.Storage;

/// <summary>The clock of a process that is never before the last time it gave.</summary>
internal sealed class RisingClock(TimeProvider time)
{
    private long _last = long.MinValue;

    public Instant Now()
    {
        var now = Instant.From(time.GetUtcNow()).Microseconds;
        var last = Volatile.Read(ref _last);
        while (now > last)
        {
            var seen = Interlocked.CompareExchange(ref _last, now, last);
            if (seen == last)
            {
                return new Instant(now);
            }

            last = seen;
        }

        return new Instant(last);
    }
}

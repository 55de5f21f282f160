namespace Rollouts.Domain.Connections;

/// <summary>How often a source is polled.</summary>
/// <param name="IsByTheClock">
/// Whether polls are due at multiples of the period. All checks then poll at the same time, so that one call serves
/// them all.
/// </param>
public readonly record struct Pace(TimeSpan Every, bool IsByTheClock)
{
    /// <summary>
    /// When to poll again. The time follows from the clock or from the previous due time, so that delays do not
    /// accumulate. Missed polls are not repeated.
    /// </summary>
    public Instant Next(Instant due, Instant now)
    {
        if (IsByTheClock)
        {
            var length = Every.Ticks / TimeSpan.TicksPerMicrosecond;
            return new Instant(((now.Microseconds / length) + 1) * length);
        }

        var next = due + Every;
        return next > now ? next : now + Every;
    }
}

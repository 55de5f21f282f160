namespace Rollouts.Domain.Installations;

/// <summary>How often a source is asked.</summary>
/// <param name="IsByTheClock">
/// Whether it counts by the clock: then everybody asks when a period is over, and so at the same time and in one call.
/// </param>
public readonly record struct Pace(TimeSpan Every, bool IsByTheClock)
{
    /// <summary>
    /// When to ask again. In step with when it was due, so that lateness does not add up; what was missed is not caught
    /// up.
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

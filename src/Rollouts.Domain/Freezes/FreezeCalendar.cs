namespace Rollouts.Domain.Freezes;

/// <summary>
/// Computes when freezes are in force. At a change of daylight saving time the longer interpretation counts.
/// </summary>
public static class FreezeCalendar
{
    /// <param name="zone">The rules of the freeze's own time zone.</param>
    public static bool IsInForce(Freeze freeze, Instant now, TimeZoneInfo zone) =>
        Periods(freeze, now, zone).Any(period => period.From <= now && now < period.Until);

    /// <summary>The next time at which a freeze begins or ends; null if there is none.</summary>
    public static Instant? NextChange(Freeze freeze, Instant now, TimeZoneInfo zone)
    {
        Instant? next = null;
        foreach (var (from, until) in Periods(freeze, now, zone))
        {
            foreach (var moment in (ReadOnlySpan<Instant>)[from, until])
            {
                next = moment > now && (next is null || moment < next) ? moment : next;
            }
        }

        return next;
    }

    // A week back finds the freeze that is still in force, a week ahead the next one.
    private static IEnumerable<(Instant From, Instant Until)> Periods(Freeze freeze, Instant now, TimeZoneInfo zone)
    {
        switch (freeze)
        {
            case Freeze.Dated dated:
                yield return (LocalTime.Earliest(dated.From, zone), LocalTime.Latest(dated.Until, zone));
                break;
            case Freeze.Weekly weekly:
                var today = LocalTime.DateOf(now, zone);
                for (var day = today.AddDays(-8); day <= today.AddDays(8); day = day.AddDays(1))
                {
                    if (weekly.Days.Contains(day.DayOfWeek))
                    {
                        var end = weekly.To <= weekly.From ? day.AddDays(1) : day;
                        yield return (
                            LocalTime.Earliest(new LocalMoment(day, weekly.From), zone),
                            LocalTime.Latest(new LocalMoment(end, weekly.To), zone)
                        );
                    }
                }

                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

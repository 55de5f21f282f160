namespace Rollouts.Domain.Freezes;

/// <summary>
/// Converts local times to instants. A time in the hour that occurs twice has two instants. A time in the hour that is
/// skipped has none, and counts as the instant of the change.
/// </summary>
internal static class LocalTime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static DateOnly DateOf(Instant moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone);
        return new DateOnly(local.Year, local.Month, local.Day);
    }

    public static Instant Earliest(LocalMoment local, TimeZoneInfo zone) => Meanings(local, zone).Min();

    public static Instant Latest(LocalMoment local, TimeZoneInfo zone) => Meanings(local, zone).Max();

    private static IEnumerable<Instant> Meanings(LocalMoment local, TimeZoneInfo zone)
    {
        var asUtc = Instant.From(
            new DateTimeOffset(
                local.Date.Year,
                local.Date.Month,
                local.Date.Day,
                local.Time.Hour,
                local.Time.Minute,
                local.Time.Second,
                TimeSpan.Zero
            )
        );

        // No zone jumps twice within a day, so these are the offsets before and after any jump.
        var before = OffsetAt(asUtc - Day, zone);
        var after = OffsetAt(asUtc + Day, zone);
        var meanings = new[] { before, after }
            .Distinct()
            .Where(offset => OffsetAt(asUtc - offset, zone) == offset)
            .Select(offset => asUtc - offset)
            .ToList();
        return meanings.Count > 0 ? meanings : [Jump(asUtc - after, asUtc - before, zone)];
    }

    private static Instant Jump(Instant from, Instant until, TimeZoneInfo zone)
    {
        var (low, high) = from < until ? (from, until) : (until, from);
        var offset = OffsetAt(low, zone);
        while (high - low > TimeSpan.FromSeconds(1))
        {
            var middle = low + ((high - low) / 2);
            (low, high) = OffsetAt(middle, zone) == offset ? (middle, high) : (low, middle);
        }

        // Rules change on whole minutes.
        const long minute = 60_000_000;
        return new Instant((high.Microseconds + (minute / 2)) / minute * minute);
    }

    private static TimeSpan OffsetAt(Instant moment, TimeZoneInfo zone) => zone.GetUtcOffset(moment.ToDateTimeOffset());
}

using System.Globalization;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>The current time of a page and the time zone of its reader.</summary>
public sealed class PageClock(TimeZoneInfo zone, Instant now)
{
    /// <summary>The time zone of the browser; UTC if this machine does not know it.</summary>
    public static TimeZoneInfo ZoneOf(string? name) =>
        name is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : TimeZoneInfo.Utc;

    public Instant Now => now;

    public string ZoneName => zone.Equals(TimeZoneInfo.Utc) ? "UTC" : zone.Id;

    public TimeSpan OffsetAt(Instant at) => zone.GetUtcOffset(at.ToDateTimeOffset());

    public string Time(Instant at) => Say(at, "HH:mm:ss");

    public string Minute(Instant at) => Say(at, "HH:mm");

    public string Day(Instant at) => Say(at, "d MMM");

    public string Date(Instant at) => Say(at, "ddd d MMM yyyy");

    /// <summary>The time only for today, with the day for other days.</summary>
    public string Short(Instant at) => Say(at, "yyMMdd") == Say(now, "yyMMdd") ? Time(at) : Say(at, "d MMM HH:mm");

    /// <summary>The full date and time, for a tooltip.</summary>
    public string Full(Instant at) => $"{Say(at, "ddd d MMM yyyy HH:mm:ss")} {ZoneName} ({at})";

    public string Ago(Instant at) => Words.Span(now - at);

    private string Say(Instant at, string format) =>
        TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone).ToString(format, CultureInfo.InvariantCulture);
}

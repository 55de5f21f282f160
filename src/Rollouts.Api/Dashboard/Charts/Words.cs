using System.Globalization;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>Formats numbers for pages, with a no-break space before each unit.</summary>
public static class Words
{
    private const string Space = "\u00A0";

    public static string Percent(Weight weight) =>
        (weight.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + Space + "%";

    public static string Percent(Proportion share) =>
        (share.Value * 100m).ToString("0.####", CultureInfo.InvariantCulture) + Space + "%";

    public static string Percent(double share) =>
        (share * 100).ToString(share is > 0 and < 0.1 ? "0.##" : "0.#", CultureInfo.InvariantCulture) + Space + "%";

    public static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A value of a metric, whose size is not known before.</summary>
    public static string Number(double number) =>
        number.ToString(Math.Abs(number) >= 100 ? "#,0" : "0.###", CultureInfo.InvariantCulture);

    public static string Decimal(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    public static string Of(int count, string one, string many) => $"{Count(count)}{Space}{(count == 1 ? one : many)}";

    /// <summary>A span in its two largest units.</summary>
    public static string Span(TimeSpan span) =>
        span < TimeSpan.FromSeconds(1) ? $"0{Space}s"
        : span < TimeSpan.FromMinutes(1) ? $"{span.Seconds}{Space}s"
        : span < TimeSpan.FromHours(1) ? $"{span.Minutes}{Space}min" + Rest(span.Seconds, "s")
        : span < TimeSpan.FromDays(1) ? $"{span.Hours}{Space}h" + Rest(span.Minutes, "min")
        : $"{span.Days}{Space}d" + Rest(span.Hours, "h");

    /// <summary>A countdown, in the format in which the script continues it.</summary>
    public static string Countdown(TimeSpan left) =>
        left <= TimeSpan.Zero ? "now"
        : left < TimeSpan.FromHours(1) ? $"{left.Minutes}:{left.Seconds:00}"
        : left < TimeSpan.FromDays(1) ? $"{left.Hours}:{left.Minutes:00}:{left.Seconds:00}"
        : $"{left.Days} d {left.Hours} h";

    /// <summary>A number in markup.</summary>
    public static string Plain(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Rest(int number, string unit) => number == 0 ? "" : $" {number}{Space}{unit}";
}

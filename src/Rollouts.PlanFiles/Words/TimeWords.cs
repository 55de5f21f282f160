using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Domain.Freezes;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.PlanFiles.Words;

/// <summary>Durations, dates and clocks.</summary>
public static partial class TimeWords
{
    public const string SpanPattern = "^(?=.)([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$";

    private const string TimePattern = "([01][0-9]|2[0-3]):[0-5][0-9]$";

    /// <summary>A wait; zero for none.</summary>
    public static readonly Shape<TimeSpan> Span = SpanFrom(TimeSpan.Zero);

    /// <summary>The minimum time between two evaluations or steps is a second.</summary>
    public static readonly Shape<TimeSpan> Second = SpanFrom(TimeSpan.FromSeconds(1));

    /// <summary>A latency.</summary>
    public static readonly Shape<TimeSpan> Millisecond = SpanFrom(TimeSpan.FromMilliseconds(1));

    public static readonly Shape<LocalMoment> Moment = new TextShape<LocalMoment>(
        "plan.bad-time",
        "a local date and time such as 2026-12-20T18:00",
        "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T" + TimePattern,
        TryMoment
    );

    public static readonly Shape<TimeOnly> TimeOfDay = new TextShape<TimeOnly>(
        "plan.bad-time",
        "a time of day such as 16:00 (in quotes)",
        "^" + TimePattern,
        TryTime
    );

    /// <summary>An IANA time zone. The machine that reads the plan decides whether it exists.</summary>
    public static readonly Shape<string> Zone = new TextShape<string>(
        "plan.unknown-time-zone",
        "a time zone such as Europe/Berlin or UTC",
        "^[A-Za-z][A-Za-z0-9_+/-]{0,63}$",
        TryZone
    );

    private static Shape<TimeSpan> SpanFrom(TimeSpan least) =>
        new TextShape<TimeSpan>(
            "plan.bad-duration",
            "a duration such as 90s, 10m or 1h30m"
                + (least > TimeSpan.Zero ? $", at least {Spans.Say(least)}" : "")
                + $" and at most {Spans.Say(Spans.Longest)}",
            SpanPattern,
            (string text, out TimeSpan span) => Spans.TryParse(text, out span) && span >= least
        );

    private static bool TryMoment(string text, out LocalMoment value)
    {
        value = default;
        if (
            text.Length != "2026-12-20T18:00".Length
            || text[10] != 'T'
            || !DateOnly.TryParseExact(
                text[..10],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
            || !TryTime(text[11..], out var time)
        )
        {
            return false;
        }

        value = new LocalMoment(date, time);
        return true;
    }

    private static bool TryTime(string text, out TimeOnly value) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private static bool TryZone(string text, out string value)
    {
        value = text;
        return ZoneText().IsMatch(text);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+/-]{0,63}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ZoneText();
}

using System.Globalization;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// What a tag remembers of a stickiness that a rollback has switched off: its duration and the time. Cookies that name
/// the candidate stay valid for that duration. Only afterwards the stickiness may be switched on again.
/// </summary>
internal sealed record StickinessNote(TimeSpan Duration, DateTimeOffset Since)
{
    public const string Tag = "rollouts:stickiness";

    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>When no client has a valid cookie any more.</summary>
    public DateTimeOffset Until => Since + Duration;

    /// <summary>Null if the text is no such note.</summary>
    public static StickinessNote? Parse(string text) =>
        text.Split(' ') is [var seconds, "since", var since]
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var duration)
        && DateTimeOffset.TryParseExact(
            since,
            TimeForm,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? new StickinessNote(TimeSpan.FromSeconds(duration), at)
            : null;

    // Tags allow letters, digits, spaces and + - = . _ : / @.
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(long)Duration.TotalSeconds} since "
                + $"{Since.ToUniversalTime().ToString(TimeForm, CultureInfo.InvariantCulture)}"
        );
}

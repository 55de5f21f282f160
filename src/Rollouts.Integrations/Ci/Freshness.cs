using System.Globalization;

namespace Rollouts.Integrations.Ci;

/// <summary>
/// Whether a signed moment is near enough to now: older is a replay, later a clock that nobody should trust.
/// </summary>
internal static class Freshness
{
    /// <summary>As Standard Webhooks and Slack have it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <param name="seconds">Since 1970, in digits and nothing else.</param>
    /// <returns>Why it is not; null where it is.</returns>
    public static string? Complaint(string? seconds, DateTimeOffset now)
    {
        if (
            seconds is not { Length: > 0 and <= 12 }
            || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        )
        {
            return "its timestamp is missing, or no number of seconds";
        }

        var off = now - DateTimeOffset.FromUnixTimeSeconds(number);
        return off > Window ? "its timestamp is too old"
            : -off > Window ? "its timestamp is too new"
            : null;
    }
}

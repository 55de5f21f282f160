using System.Globalization;

namespace Rollouts.Integrations.Http;

/// <summary>
/// Checks that a signed timestamp is close to the present. An older one indicates a replay, a later one a wrong clock.
/// </summary>
internal static class Freshness
{
    /// <summary>The tolerance that Standard Webhooks and Slack use.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <param name="seconds">The seconds since 1970, in digits only.</param>
    /// <returns>Why the timestamp is refused; null if it is accepted.</returns>
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

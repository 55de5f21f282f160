using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollouts.Cli.Imports.Sources;

/// <summary>Parses durations of other tools: seconds as a number or text, and Go's 1h30m, 90s, 500ms.</summary>
internal static partial class SourceDurations
{
    /// <summary>Null if the text is not a duration.</summary>
    public static TimeSpan? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
        }

        var form = Form().Match(text.Trim());
        if (!form.Success)
        {
            return null;
        }

        var sum = TimeSpan.Zero;
        foreach (Match part in Part().Matches(text))
        {
            var number = double.Parse(part.Groups["n"].Value, CultureInfo.InvariantCulture);
            sum += part.Groups["u"].Value switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "s" => TimeSpan.FromSeconds(number),
                "m" or "min" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                _ => TimeSpan.FromDays(number),
            };
        }

        return sum;
    }

    /// <summary>In the format of plans.</summary>
    public static string Say(TimeSpan span)
    {
        if (span < TimeSpan.FromSeconds(1))
        {
            return span == TimeSpan.Zero ? "0s" : $"{(int)span.TotalMilliseconds}ms";
        }

        var text =
            (span.Days > 0 ? $"{span.Days}d" : "")
            + (span.Hours > 0 ? $"{span.Hours}h" : "")
            + (span.Minutes > 0 ? $"{span.Minutes}m" : "")
            + (span.Seconds > 0 ? $"{span.Seconds}s" : "");
        return text.Length > 0 ? text : "1s";
    }

    [GeneratedRegex(
        @"^(\d{1,9}(\.\d{1,6})?(ms|s|min|m|h|d))+$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();

    [GeneratedRegex(
        @"(?<n>\d{1,9}(\.\d{1,6})?)(?<u>ms|s|min|m|h|d)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Part();
}

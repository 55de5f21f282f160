using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollouts.Cli.Rollouts;

/// <summary>Durations on the command line, in the format of plans: 90s, 10m, 1h30m.</summary>
internal static partial class Durations
{
    public static Option<TimeSpan?> Option(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "duration",
            CustomParser = Parse,
        };

    /// <summary>Null if the text is not a duration.</summary>
    public static TimeSpan? Read(string text)
    {
        var match = Form().Match(text);
        return match.Success && match.Length > 0
            ? TimeSpan.FromDays(Part(match, "d"))
                + TimeSpan.FromHours(Part(match, "h"))
                + TimeSpan.FromMinutes(Part(match, "m"))
                + TimeSpan.FromSeconds(Part(match, "s"))
            : null;
    }

    private static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Read(text) is { } duration)
        {
            return duration;
        }

        result.AddError($"'{text}' is not a duration. Write it as 90s, 10m or 1h30m.");
        return null;
    }

    private static int Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true, Value: var digits }
            ? int.Parse(digits, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        @"^(?=\d)((?<d>\d{1,4})d)?((?<h>\d{1,5})h)?((?<m>\d{1,6})m)?((?<s>\d{1,7})s)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}

using System.Text.RegularExpressions;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Drafts;

/// <summary>Formats conditions on requests for a route step.</summary>
internal static partial class MatchDraft
{
    /// <summary>The most alternatives of a route step.</summary>
    public const int Most = 8;

    /// <summary>The comparison of a text; null if a plan has none of this kind, such as suffixes.</summary>
    public static string? Text(SourceNode? comparison)
    {
        foreach (var kind in new[] { "exact", "prefix", "regex" })
        {
            if (comparison?[kind] is { Text: { } text })
            {
                comparison.Whole();
                return kind == "exact" ? DraftText.Quoted(text) : $"{{ {kind}: {DraftText.Quoted(text)} }}";
            }
        }

        return null;
    }

    /// <summary>A header with its comparison. A cookie has its own key in a plan.</summary>
    public static string? Header(string name, SourceNode? comparison)
    {
        if (!name.Equals("cookie", StringComparison.OrdinalIgnoreCase))
        {
            return Text(comparison) is { } text ? $"header: {{ {name}: {text} }}" : null;
        }

        // Tools without a key for cookies match the whole header, mostly by 'name=value' between semicolons.
        var written = (comparison?["regex"] ?? comparison?["exact"])?.Text ?? "";
        comparison?.Whole();
        return Cookie().Match(written) is { Success: true } found
            ? $"cookie: {{ {found.Groups["name"].Value}: {DraftText.Quoted(found.Groups["value"].Value)} }}"
            : null;
    }

    /// <summary>A route step for the requests that match one of the alternatives.</summary>
    public static string Route(IReadOnlyList<string> alternatives) =>
        alternatives is [var one]
            ? $"route: {{ {one} }}"
            : $"route: [{string.Join(", ", alternatives.Take(Most).Select(alternative => $"{{ {alternative} }}"))}]";

    [GeneratedRegex(
        @"(?<name>[A-Za-z0-9_-]{1,64})=(?<value>[A-Za-z0-9_.-]{1,64})",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Cookie();
}

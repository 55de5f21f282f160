using System.Text;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// The part of RE2 that means the same here as it does to Prometheus: letters, dots, classes, groups, repetitions and
/// alternatives. All else is left to Prometheus, at the price of one more query.
/// </summary>
internal static class PlainPattern
{
    private const string Punctuation = @".-+*?()|[]{}^$\/";

    /// <summary>The same pattern for .NET; null if it has parts that may have another meaning here.</summary>
    public static string? Translate(string pattern)
    {
        var translated = new StringBuilder(pattern.Length + 16);
        for (var at = 0; at < pattern.Length; at++)
        {
            var piece = pattern[at] switch
            {
                '\\' => Escape(pattern, ref at),
                '[' => Class(pattern, ref at),
                '(' => Group(pattern, ref at),
                '^' or '$' or ']' => null,
                var c when c is ' ' or > '\u007e' || char.IsControl(c) => null,
                var c => c.ToString(),
            };
            if (piece is null)
            {
                return null;
            }

            translated.Append(piece);
        }

        return translated.ToString();
    }

    private static string? Escape(string pattern, ref int at)
    {
        at++;
        return at >= pattern.Length ? null
            : pattern[at] == 'd' ? "[0-9]"
            : pattern[at] == 'w' ? "[0-9A-Za-z_]"
            : Punctuation.Contains(pattern[at]) ? "\\" + pattern[at]
            : null;
    }

    private static string? Class(string pattern, ref int at)
    {
        var end = pattern.IndexOf(']', at);
        if (end < 0)
        {
            return null;
        }

        var inner = pattern[(at + 1)..end];
        var members = inner.StartsWith('^') ? inner[1..] : inner;
        var start = at;
        at = end;
        return members.Length > 0 && members.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-')
            ? pattern[start..(end + 1)]
            : null;
    }

    private static string? Group(string pattern, ref int at)
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == '?')
        {
            var isPlain = at + 2 < pattern.Length && pattern[at + 2] == ':';
            at += 2;
            return isPlain ? "(?:" : null;
        }

        return "(?:";
    }
}

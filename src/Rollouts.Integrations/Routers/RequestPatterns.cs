using System.Text;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// Writes comparisons as regular expressions of RE2, which are matched against the whole text, and reads them back.
/// Each form has a distinct beginning, so that reading yields the written comparison.
/// </summary>
internal static class RequestPatterns
{
    private const string RestOfPath = "(/.*)?";
    private const string BeforeCookie = "(.*;\\s*)?";
    private const string AfterCookie = "(;.*)?";
    private const string Anything = ".*";
    private const string Special = "\\.+*?()|[]{}^$/-";

    public static string OfRegex(string regex) => $"(?:{regex})";

    public static string? RegexOf(string pattern) =>
        pattern.StartsWith("(?:", StringComparison.Ordinal) && pattern.EndsWith(')') ? pattern[3..^1] : null;

    public static string OfPrefix(string prefix) => Escape(prefix) + Anything;

    public static string? PrefixOf(string pattern) =>
        pattern.EndsWith(Anything, StringComparison.Ordinal) ? Unescape(pattern[..^Anything.Length]) : null;

    /// <summary>A path below which whole parts follow.</summary>
    public static string OfPathPrefix(string prefix) => Escape(prefix.TrimEnd('/')) + RestOfPath;

    public static string? PathPrefixOf(string pattern) =>
        pattern.EndsWith(RestOfPath, StringComparison.Ordinal) ? Unescape(pattern[..^RestOfPath.Length]) : null;

    /// <summary>A header with cookies, of which one has a value that fits.</summary>
    public static string OfCookie(string name, string pattern) =>
        $"{BeforeCookie}{Escape(name)}={pattern}{AfterCookie}";

    public static (string Name, string Pattern)? CookieOf(string pattern) =>
        pattern.StartsWith(BeforeCookie, StringComparison.Ordinal)
        && pattern.EndsWith(AfterCookie, StringComparison.Ordinal)
        && pattern[BeforeCookie.Length..^AfterCookie.Length] is var inner
        && inner.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
        && Unescape(inner[..at]) is { } name
            ? (name, inner[(at + 1)..])
            : null;

    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(Special.Contains(c, StringComparison.Ordinal) ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Null if the pattern is more than an escaped text.</summary>
    public static string? Unescape(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                if (++i == pattern.Length || !Special.Contains(pattern[i], StringComparison.Ordinal))
                {
                    return null;
                }
            }
            else if (Special.Contains(pattern[i], StringComparison.Ordinal))
            {
                return null;
            }

            text.Append(pattern[i]);
        }

        return text.ToString();
    }
}

using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Integrations.Routers;

/// <summary>A comparison as one regular expression, for routers that have no other form for it, and back.</summary>
internal static class TextPatterns
{
    public static string Of(TextMatch match, string value) =>
        match switch
        {
            TextMatch.Exact => RequestPatterns.Escape(value),
            TextMatch.Prefix => RequestPatterns.OfPrefix(value),
            TextMatch.Regex => RequestPatterns.OfRegex(value),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Null if the expression was not written here.</summary>
    public static (TextMatch Match, string Value)? Read(string pattern) =>
        RequestPatterns.RegexOf(pattern) is { } regex ? (TextMatch.Regex, regex)
        : RequestPatterns.PrefixOf(pattern) is { } prefix ? (TextMatch.Prefix, prefix)
        : RequestPatterns.Unescape(pattern) is { } exact ? (TextMatch.Exact, exact)
        : null;

    public static string OfCookie(RequestCondition cookie) =>
        RequestPatterns.OfCookie(cookie.Name!, Of(cookie.Match, cookie.Value));

    public static RequestCondition? ReadCookie(string pattern) =>
        RequestPatterns.CookieOf(pattern) is var (name, inner) && Read(inner) is var (match, value)
            ? new RequestCondition(RequestPart.Cookie, name, match, value)
            : null;
}

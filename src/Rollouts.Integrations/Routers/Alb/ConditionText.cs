using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// Writes the comparisons of a plan as values of a condition, and reads them back. Plain values may have the wildcards
/// <c>*</c> and <c>?</c>. A text that has one itself, and each regular expression, is a regular expression of AWS,
/// which
/// is anchored here, because the documentation does not say that it fits the whole text.
/// </summary>
internal static class ConditionText
{
    private const string Plain = "Values";
    private const string Expression = "RegexValues";

    public static (string Form, IReadOnlyList<string> Values) OfHeader(RequestCondition condition) =>
        condition switch
        {
            { Part: RequestPart.Cookie } => (Expression, [Anchored(TextPatterns.OfCookie(condition))]),
            { Match: TextMatch.Exact } when IsPlain(condition.Value) => (Plain, [condition.Value]),
            { Match: TextMatch.Prefix } when IsPlain(condition.Value) => (Plain, [condition.Value + "*"]),
            _ => (Expression, [Anchored(TextPatterns.Of(condition.Match, condition.Value))]),
        };

    public static (string Form, IReadOnlyList<string> Values) OfPath(RequestCondition condition) =>
        condition switch
        {
            { Match: TextMatch.Exact } when IsPlain(condition.Value) => (Plain, [condition.Value]),
            { Match: TextMatch.Prefix } when IsPlain(condition.Value) => (
                Plain,
                condition.Value.TrimEnd('/') is { Length: > 0 } prefix ? [prefix, prefix + "/*"] : ["/*"]
            ),
            { Match: TextMatch.Prefix } => (Expression, [Anchored(RequestPatterns.OfPathPrefix(condition.Value))]),
            _ => (Expression, [Anchored(TextPatterns.Of(condition.Match, condition.Value))]),
        };

    /// <summary>Null if the condition was not written here.</summary>
    public static RequestCondition? Read(JsonObject condition) =>
        BackendForm.TextOf(condition["Field"]) switch
        {
            "http-header" when condition["HttpHeaderConfig"] is JsonObject header => ReadHeader(header),
            "path-pattern" when condition["PathPatternConfig"] is JsonObject path => ReadPath(path),
            "http-request-method" when Texts(condition["HttpRequestMethodConfig"], Plain) is [var method] => new(
                RequestPart.Method,
                Name: null,
                TextMatch.Exact,
                method
            ),
            _ => null,
        };

    /// <summary>The prefix whose paths these values match; null if there is none.</summary>
    public static string? PrefixOf(IReadOnlyList<string> values) =>
        values switch
        {
            ["*"] or ["/*"] => "/",
            [var all] when all.EndsWith("/*", StringComparison.Ordinal) && IsPlain(all[..^2]) => all[..^2],
            [var prefix, var below] when IsPlain(prefix) && below == prefix + "/*" => prefix,
            _ => null,
        };

    private static RequestCondition? ReadHeader(JsonObject header)
    {
        if (BackendForm.TextOf(header["HttpHeaderName"])?.ToLowerInvariant() is not { } name)
        {
            return null;
        }

        return (Texts(header, Plain), Texts(header, Expression)) switch
        {
            ([var value], []) when IsPlain(value) => new(RequestPart.Header, name, TextMatch.Exact, value),
            ([var value], []) when value.EndsWith('*') && IsPlain(value[..^1]) => new(
                RequestPart.Header,
                name,
                TextMatch.Prefix,
                value[..^1]
            ),
            ([], [var regex]) when Bare(regex) is { } pattern => name == "cookie" ? TextPatterns.ReadCookie(pattern)
            : TextPatterns.Read(pattern) is var (match, text) ? new(RequestPart.Header, name, match, text)
            : null,
            _ => null,
        };
    }

    private static RequestCondition? ReadPath(JsonObject path) =>
        (Texts(path, Plain), Texts(path, Expression)) switch
        {
            ([var value], []) when IsPlain(value) => OfPath(TextMatch.Exact, value),
            ({ Count: > 0 } values, []) when PrefixOf(values) is { } prefix => OfPath(TextMatch.Prefix, prefix),
            ([], [var regex]) when Bare(regex) is { } pattern => RequestPatterns.PathPrefixOf(pattern) is { } prefix
                ? OfPath(TextMatch.Prefix, prefix)
            : TextPatterns.Read(pattern) is var (match, text) ? OfPath(match, text)
            : null,
            _ => null,
        };

    private static RequestCondition OfPath(TextMatch match, string value) =>
        new(RequestPart.Path, Name: null, match, value);

    private static bool IsPlain(string value) => value.AsSpan().IndexOfAny('*', '?', '\\') < 0;

    private static string Anchored(string pattern) => $"^{pattern}$";

    private static string? Bare(string regex) => regex.StartsWith('^') && regex.EndsWith('$') ? regex[1..^1] : null;

    private static List<string> Texts(JsonNode? config, string form) =>
        [.. ((config as JsonObject)?[form] as JsonArray ?? []).Select(BackendForm.TextOf).OfType<string>()];
}

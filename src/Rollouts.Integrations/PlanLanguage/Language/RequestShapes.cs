using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>Which requests a route is for: conditions that all hold, or a list of alternatives.</summary>
internal static partial class RequestShapes
{
    private const int MostAlternatives = 8;
    private const int LongestRegex = 256;
    private const string TokenPattern = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$";

    // A cookie has a key of its own.
    private const string HeaderPattern = "^(?![Cc][Oo][Oo][Kk][Ii][Ee]$)[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$";

    // Static fields are initialized in textual order, and fields below need this one.
    private static readonly TextShape<string> Regex = new(
        "plan.bad-value",
        "a regular expression of at most 256 characters, without looking around and looking back",
        "^[^\\u0000-\\u001f\\u007f]{1,256}$",
        IsRegex
    );

    private static readonly Shape<(TextMatch Match, string Value)> Text = Matched(
        "text",
        "a text, or one of { exact, prefix, regex }",
        TextWords.Any
    );

    private static readonly Shape<(TextMatch Match, string Value)> Path = Matched(
        "path",
        "a path that begins with '/', or one of { exact, prefix, regex }",
        new TextShape<string>("plan.bad-value", "a path that begins with '/'", "^/[!-~]{0,999}$", IsPath)
    );

    private static readonly Shape<string> Method = new ChoiceShape<ValueTuple<string>>([
        .. new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH" }.Select(name =>
            (name, ValueTuple.Create(name))
        ),
    ]).Into(name => name.Item1);

    /// <summary>The alternatives; empty for <c>none</c>.</summary>
    public static readonly Shape<ValueList<RequestMatch>> Matches = new ByKindShape<ValueList<RequestMatch>>(
        "conditions such as { header: { x-preview: \"1\" } }, a list of them, or 'none'",
        (node => node is Scalar, new ChoiceShape<bool>(("none", true)).Into(ValueList<RequestMatch> (_) => [])),
        (node => node is Sequence, new ListShape<RequestMatch>(One(), 1, MostAlternatives)),
        (_ => true, One().Into(ValueList<RequestMatch> (match) => [match]))
    );

    private static MapShape<RequestMatch> One()
    {
        var header = Key.Optional(
            "header",
            new NamedValuesShape<(TextMatch Match, string Value)>(
                "headers and their values",
                HeaderPattern,
                IsHeaderName,
                "the name of an HTTP header; a cookie has a key of its own, 'cookie: { name: value }'",
                Text
            )
            {
                Least = 1,
            },
            [],
            "Headers that the request carries, each with a text or { exact | prefix | regex }."
        );
        var cookie = Key.Optional(
            "cookie",
            new NamedValuesShape<(TextMatch Match, string Value)>(
                "one cookie and its value",
                TokenPattern,
                IsToken,
                "the name of a cookie",
                Text
            )
            {
                Least = 1,
                Most = 1,
            },
            [],
            "A cookie that the request carries, with a text or { exact | prefix | regex }."
        );
        var path = Key.MaybeValue("path", Path, "The path of the request: a text or { exact | prefix | regex }.");
        var method = Key.Maybe("method", Method, "The method of the request.");
        return new("requestMatch", "conditions", [header, cookie, path, method], Build) { NeedsAny = true };

        RequestMatch Build(KeyValues values)
        {
            var (headers, cookies) = (values.Get(header), values.Get(cookie));
            RequestCondition[] all =
            [
                .. headers.Select(pair => Condition(RequestPart.Header, pair.Key.ToLowerInvariant(), pair.Value)),
                .. cookies.Select(pair => Condition(RequestPart.Cookie, pair.Key, pair.Value)),
                .. values.Get(path) is { } asked
                    ? [Condition(RequestPart.Path, null, asked)]
                    : Array.Empty<RequestCondition>(),
                .. values.Get(method) is { } name
                    ? [Condition(RequestPart.Method, null, (TextMatch.Exact, name))]
                    : Array.Empty<RequestCondition>(),
            ];
            if (all.GroupBy(one => (one.Part, one.Name)).Any(group => group.Count() > 1))
            {
                values.Refuse("plan.duplicate-name", "a header stands twice; names of headers ignore capitals");
            }

            return new RequestMatch(all.ToValueList());
        }
    }

    private static RequestCondition Condition(RequestPart part, string? name, (TextMatch Match, string Value) asked) =>
        new(
            part,
            name,
            asked.Match,
            // Both mean the same requests, and one form can be read back from every router.
            part == RequestPart.Path
            && asked is { Match: TextMatch.Prefix, Value.Length: > 1 }
                ? asked.Value.TrimEnd('/') is { Length: > 0 } bare
                    ? bare
                    : "/"
                : asked.Value
        );

    private static ByKindShape<(TextMatch Match, string Value)> Matched(string name, string says, Shape<string> text) =>
        new(
            says,
            (node => node is not Mapping, text.Into(value => (TextMatch.Exact, value))),
            (
                _ => true,
                new OneKeyShape<(TextMatch Match, string Value)>(
                    name + "Match",
                    "a comparison",
                    new("exact", text.Into(value => (TextMatch.Exact, value)), "The whole text."),
                    new("prefix", text.Into(value => (TextMatch.Prefix, value)), "What the text begins with."),
                    new(
                        "regex",
                        Regex.Into(value => (TextMatch.Regex, value)),
                        "An expression that the whole text fits."
                    )
                )
            )
        );

    private static bool IsRegex(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        try
        {
            // The non-backtracking engine accepts the same syntax as RE2, which the proxies use.
            _ = new Regex(text, RegexOptions.NonBacktracking);
            return text.Length is > 0 and <= LongestRegex && !text.Any(c => c is < ' ' or '\u007f');
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsPath(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return PathPattern().IsMatch(text);
    }

    private static bool IsToken(string text) => Token().IsMatch(text);

    private static bool IsHeaderName(string text) =>
        IsToken(text) && !text.Equals("cookie", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(TokenPattern, RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex("^/[!-~]{0,999}$", RegexOptions.NonBacktracking)]
    private static partial Regex PathPattern();
}

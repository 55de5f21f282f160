using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Istio;

/// <summary>The <c>match</c> of a route of a VirtualService.</summary>
internal sealed class HttpMatches(JsonObject route) : IMatchWords
{
    private const int Most = 256;

    public Answer<JsonArray> Write(ValueList<RequestMatch> matches) => Groups().Write(matches);

    public ValueList<RequestMatch> Read(JsonObject own) => Groups().Read(own["match"]);

    public string? Write(JsonObject match, RequestCondition condition)
    {
        switch (condition.Part)
        {
            case RequestPart.Header:
                return WriteHeader(match, condition.Name!, Compared(condition));
            case RequestPart.Cookie:
                return WriteHeader(match, "cookie", new JsonObject { ["regex"] = TextPatterns.OfCookie(condition) });
            case RequestPart.Path:
                if (!MatchGroups.Narrows(condition, PrefixOf(match)))
                {
                    return $"{condition} lies outside of the paths that the route matches";
                }

                match["uri"] =
                    condition.Match == TextMatch.Prefix
                        // A prefix of Istio ends anywhere; a plan's ends with a part of the path.
                        ? new JsonObject { ["regex"] = RequestPatterns.OfPathPrefix(condition.Value) }
                        : Compared(condition);
                return null;
            case RequestPart.Method:
                if (match["method"] is { } there && there["exact"]?.ToString() != condition.Value)
                {
                    return "the route matches another method";
                }

                match["method"] = new JsonObject { ["exact"] = condition.Value };
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    IReadOnlyList<RequestCondition?>? IMatchWords.Read(JsonObject rule, JsonObject match)
    {
        List<RequestCondition?> read = [];
        var inherited = rule["headers"] as JsonObject;
        foreach (var (name, comparison) in match["headers"] as JsonObject ?? [])
        {
            if (inherited?.ContainsKey(name) == true)
            {
                continue;
            }

            read.Add(
                name == "cookie" && BackendForm.TextOf(comparison?["regex"]) is { } pattern
                    ? TextPatterns.ReadCookie(pattern)
                    : Read(RequestPart.Header, name, comparison as JsonObject)
            );
        }

        if (match["uri"] is JsonObject uri && !JsonNode.DeepEquals(uri, rule["uri"]))
        {
            read.Add(
                BackendForm.TextOf(uri["regex"]) is { } pattern && RequestPatterns.PathPrefixOf(pattern) is { } prefix
                    ? new RequestCondition(
                        RequestPart.Path,
                        Name: null,
                        TextMatch.Prefix,
                        prefix.Length == 0 ? "/" : prefix
                    )
                    : Read(RequestPart.Path, name: null, uri)
            );
        }

        if (match["method"]?["exact"] is { } method && rule["method"] is null)
        {
            read.Add(new RequestCondition(RequestPart.Method, Name: null, TextMatch.Exact, method.ToString()));
        }

        return read;
    }

    private MatchGroups Groups() =>
        new(route["match"] is JsonArray { Count: > 0 } matches ? matches : [new JsonObject()], Most, this);

    private static string? WriteHeader(JsonObject match, string name, JsonObject comparison)
    {
        if (match["headers"] is not JsonObject headers)
        {
            match["headers"] = headers = [];
        }

        if (headers.ContainsKey(name))
        {
            return $"the route matches header '{name}' itself";
        }

        headers[name] = comparison;
        return null;
    }

    private static JsonObject Compared(RequestCondition condition) =>
        condition.Match switch
        {
            TextMatch.Exact => new JsonObject { ["exact"] = condition.Value },
            TextMatch.Prefix => new JsonObject { ["prefix"] = condition.Value },
            TextMatch.Regex => new JsonObject { ["regex"] = RequestPatterns.OfRegex(condition.Value) },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static RequestCondition? Read(RequestPart part, string? name, JsonObject? comparison) =>
        BackendForm.TextOf(comparison?["exact"]) is { } exact ? new RequestCondition(part, name, TextMatch.Exact, exact)
        : BackendForm.TextOf(comparison?["prefix"]) is { } prefix
            ? new RequestCondition(part, name, TextMatch.Prefix, prefix)
        : BackendForm.TextOf(comparison?["regex"]) is { } pattern && RequestPatterns.RegexOf(pattern) is { } regex
            ? new RequestCondition(part, name, TextMatch.Regex, regex)
        : null;

    private static string? PrefixOf(JsonObject match) =>
        match["uri"] is not JsonObject uri ? "/" : BackendForm.TextOf(uri["prefix"]);
}

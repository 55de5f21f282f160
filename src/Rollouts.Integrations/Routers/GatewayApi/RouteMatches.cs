using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The <c>matches</c> of a rule of an HTTPRoute or a GRPCRoute.</summary>
internal sealed class RouteMatches(JsonObject rule, RouteKind kind) : IMatchWords
{
    /// <summary>The most matches that the specification lets a rule have.</summary>
    private const int Most = 64;

    private const string Expression = "RegularExpression";

    public Answer<JsonArray> Write(ValueList<RequestMatch> matches) => Groups().Write(matches);

    public ValueList<RequestMatch> Read(JsonObject own) => Groups().Read(own["matches"]);

    public string? Write(JsonObject match, RequestCondition condition)
    {
        switch (condition.Part)
        {
            case RequestPart.Header:
                return WriteHeader(
                    match,
                    condition.Name!,
                    condition.Match == TextMatch.Exact ? "Exact" : Expression,
                    condition.Match == TextMatch.Exact
                        ? condition.Value
                        : TextPatterns.Of(condition.Match, condition.Value)
                );
            case RequestPart.Cookie:
                return WriteHeader(match, "cookie", Expression, TextPatterns.OfCookie(condition));
            case RequestPart.Path:
                if (!MatchGroups.Narrows(condition, PrefixOf(match)))
                {
                    return $"{condition} lies outside of the paths that the rule matches";
                }

                match["path"] = new JsonObject
                {
                    ["type"] = condition.Match switch
                    {
                        TextMatch.Exact => "Exact",
                        TextMatch.Prefix => "PathPrefix",
                        TextMatch.Regex => Expression,
                        _ => throw new System.Diagnostics.UnreachableException(),
                    },
                    ["value"] = condition.Value,
                };
                return null;
            case RequestPart.Method:
                if (match["method"] is { } there && there.ToString() != condition.Value)
                {
                    return $"the rule matches method {there} only";
                }

                match["method"] = condition.Value;
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    IReadOnlyList<RequestCondition?>? IMatchWords.Read(JsonObject rule, JsonObject match)
    {
        List<RequestCondition?> read = [];
        var inherited = (rule["headers"] as JsonArray)?.Count ?? 0;
        foreach (var header in (match["headers"] as JsonArray ?? []).Skip(inherited))
        {
            read.Add(ReadHeader(header as JsonObject));
        }

        if (match["path"] is JsonObject path && !JsonNode.DeepEquals(path, rule["path"]))
        {
            read.Add(ReadPath(path));
        }

        if (kind != RouteKind.Grpc && match["method"] is { } method && rule["method"] is null)
        {
            read.Add(new RequestCondition(RequestPart.Method, Name: null, TextMatch.Exact, method.ToString()));
        }

        return read;
    }

    private MatchGroups Groups() =>
        new(
            rule["matches"] is JsonArray { Count: > 0 } matches ? matches
                : kind == RouteKind.Grpc ? [new JsonObject()]
                :
                [
                    new JsonObject
                    {
                        ["path"] = new JsonObject { ["type"] = "PathPrefix", ["value"] = "/" },
                    },
                ],
            Most,
            this
        );

    private static string? WriteHeader(JsonObject match, string name, string type, string value)
    {
        if (match["headers"] is not JsonArray headers)
        {
            match["headers"] = headers = [];
        }

        if (
            headers.Any(header =>
                string.Equals(BackendForm.TextOf(header?["name"]), name, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return $"the rule matches header '{name}' itself";
        }

        headers.Add(
            (JsonNode)
                new JsonObject
                {
                    ["type"] = type,
                    ["name"] = name,
                    ["value"] = value,
                }
        );
        return null;
    }

    private static RequestCondition? ReadHeader(JsonObject? header)
    {
        if (
            BackendForm.TextOf(header?["name"])?.ToLowerInvariant() is not { } name
            || BackendForm.TextOf(header!["value"]) is not { } value
        )
        {
            return null;
        }

        return BackendForm.TextOf(header["type"]) != Expression
                ? new RequestCondition(RequestPart.Header, name, TextMatch.Exact, value)
            : name == "cookie" ? TextPatterns.ReadCookie(value)
            : TextPatterns.Read(value) is var (match, text)
                ? new RequestCondition(RequestPart.Header, name, match, text)
            : null;
    }

    private static RequestCondition? ReadPath(JsonObject path) =>
        BackendForm.TextOf(path["value"]) is not { } value
            ? null
            : BackendForm.TextOf(path["type"]) switch
            {
                "Exact" => new RequestCondition(RequestPart.Path, Name: null, TextMatch.Exact, value),
                "PathPrefix" => new RequestCondition(RequestPart.Path, Name: null, TextMatch.Prefix, value),
                Expression => new RequestCondition(RequestPart.Path, Name: null, TextMatch.Regex, value),
                _ => null,
            };

    private static string? PrefixOf(JsonObject match) =>
        match["path"] is not JsonObject path ? "/"
        : BackendForm.TextOf(path["type"]) is null or "PathPrefix" ? BackendForm.TextOf(path["value"]) ?? "/"
        : null;
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Front;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>
/// Reads an HTTPRoute as a gateway does: which rule comes first, by which backends it shares requests out, and to which
/// it copies some. A match or a filter that is not known here matches nothing, so that no plan passes by it.
/// </summary>
internal static class RouteTable
{
    public static FrontTable Of(JsonObject route) =>
        new([
            .. (route["spec"]?["rules"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .SelectMany(Matches)
                .OrderByDescending(match => match.IsExactPath)
                .ThenByDescending(match => match.PathLength)
                .ThenByDescending(match => match.HasMethod)
                .ThenByDescending(match => match.Headers)
                .Select(match => match.Rule),
        ]);

    /// <summary>Each match of a rule by itself, because precedence is between matches.</summary>
    private static IEnumerable<Ranked> Matches(JsonObject rule)
    {
        var weights = (rule["backendRefs"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(backend => new NodeWeight(backend["name"]!.ToString(), Number(backend["weight"], otherwise: 1)))
            .ToList();
        var mirrors = (rule["filters"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(filter => filter["type"]?.ToString() == "RequestMirror")
            .Select(filter => filter["requestMirror"]!.AsObject())
            .Select(mirror => new FrontMirror(mirror["backendRef"]!["name"]!.ToString(), ShareOf(mirror)))
            .ToList();
        var isKnown = (rule["filters"] as JsonArray ?? []).All(filter =>
            filter?["type"]?.ToString() == "RequestMirror"
        );
        var matches = rule["matches"] is JsonArray { Count: > 0 } written
            ? written.OfType<JsonObject>().ToList()
            : [new JsonObject()];
        return matches.Select(match => new Ranked(
            new FrontRule([isKnown ? ConditionsOf(match) : [Never]], weights, mirrors),
            match["path"]?["type"]?.ToString() == "Exact",
            match["path"]?["value"]?.ToString().Length ?? 1,
            match["method"] is not null,
            (match["headers"] as JsonArray)?.Count ?? 0
        ));
    }

    private static List<Func<HttpRequest, string, bool>> ConditionsOf(JsonObject match)
    {
        List<Func<HttpRequest, string, bool>> conditions = [];
        foreach (var (key, value) in match)
        {
            switch (key, value)
            {
                case ("path", JsonObject path):
                    conditions.Add(PathOf(path));
                    break;
                case ("method", not null):
                    var method = value.ToString();
                    conditions.Add((request, _) => request.Method == method);
                    break;
                case ("headers", JsonArray headers):
                    conditions.AddRange(headers.OfType<JsonObject>().Select(HeaderOf));
                    break;
                default:
                    conditions.Add(Never);
                    break;
            }
        }

        return conditions;
    }

    private static Func<HttpRequest, string, bool> PathOf(JsonObject path)
    {
        var value = path["value"]?.ToString() ?? "/";
        switch (path["type"]?.ToString())
        {
            case "Exact":
                return (_, asked) => asked == value;
            case "RegularExpression":
                var pattern = Whole(value);
                return (_, asked) => pattern.IsMatch(asked);
            case null or "PathPrefix":
                var prefix = value.TrimEnd('/');
                return (_, asked) => asked == prefix || asked.StartsWith(prefix + "/", StringComparison.Ordinal);
            default:
                return Never;
        }
    }

    private static Func<HttpRequest, string, bool> HeaderOf(JsonObject header)
    {
        var (name, value) = (header["name"]!.ToString(), header["value"]!.ToString());
        switch (header["type"]?.ToString())
        {
            case null or "Exact":
                return (request, _) => request.Headers.TryGetValue(name, out var sent) && sent.ToString() == value;
            case "RegularExpression":
                var pattern = Whole(value);
                return (request, _) =>
                    request.Headers.TryGetValue(name, out var sent) && pattern.IsMatch(sent.ToString());
            default:
                return Never;
        }
    }

    private static bool Never(HttpRequest request, string path) => false;

    // As RE2 compares: the whole text, in linear time.
    private static Regex Whole(string pattern) =>
        new($"^(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static double ShareOf(JsonObject mirror) =>
        mirror["percent"] is { } percent ? Number(percent, otherwise: 0) / 100.0
        : mirror["fraction"] is JsonObject fraction
            ? Number(fraction["numerator"], otherwise: 0) / (double)Number(fraction["denominator"], otherwise: 100)
        : 1;

    private static int Number(JsonNode? node, int otherwise) =>
        node is null ? otherwise : int.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private sealed record Ranked(FrontRule Rule, bool IsExactPath, int PathLength, bool HasMethod, int Headers);
}

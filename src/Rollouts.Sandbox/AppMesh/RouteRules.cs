using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.AppMesh;

/// <summary>The rules of App Mesh for the specification of a route, as far as weights are concerned.</summary>
internal static class RouteRules
{
    private const int LongestName = 255;

    private static readonly string[] Kinds = ["httpRoute", "http2Route", "grpcRoute", "tcpRoute"];

    /// <summary>Why the request is invalid; null if it is valid.</summary>
    public static string? Complaint(JsonNode? node)
    {
        if (node is not JsonObject spec)
        {
            return "spec is required";
        }

        if (Kinds.Where(spec.ContainsKey).ToList() is not [var kind])
        {
            return "exactly one of httpRoute, http2Route, grpcRoute and tcpRoute is required in spec";
        }

        if (spec["priority"] is { } priority && Number(priority) is not (>= 0 and <= 1000))
        {
            return "priority must be between 0 and 1000";
        }

        if (kind != "tcpRoute" && spec[kind]?["match"] is not JsonObject)
        {
            return $"match is required in {kind}";
        }

        return spec[kind]?["action"]?["weightedTargets"] is JsonArray { Count: >= 1 and <= 10 } targets
            ? Complaint(targets)
            : "weightedTargets must have between 1 and 10 items";
    }

    public static IEnumerable<(string Node, int Weight)> Targets(JsonNode spec) =>
        from kind in Kinds
        let targets = spec[kind]?["action"]?["weightedTargets"] as JsonArray
        where targets is not null
        from target in targets
        select ((string)target!["virtualNode"]!, (int)target["weight"]!);

    private static string? Complaint(JsonArray targets)
    {
        foreach (var target in targets)
        {
            if (target?["virtualNode"] is not JsonValue name || name.GetValueKind() != JsonValueKind.String)
            {
                return "virtualNode is required in a weighted target";
            }

            if (name.GetValue<string>().Length is 0 or > LongestName)
            {
                return $"virtualNode must have between 1 and {LongestName} characters";
            }

            if (target["port"] is { } port && Number(port) is not (>= 1 and <= 65_535))
            {
                return "port must be between 1 and 65535";
            }

            if (Number(target["weight"]) is not (>= 0 and <= 100))
            {
                return "weight must be between 0 and 100";
            }
        }

        return targets.Sum(target => Number(target!["weight"])) > 100
            ? "the total weight of all weighted targets must be less than or equal to 100"
            : null;
    }

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}

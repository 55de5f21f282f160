using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Front;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>Reads a listener as the data plane does: rules by priority, then the default action.</summary>
internal static class LatticeFront
{
    public static FrontTable TableOf(LatticeListener listener, LatticeStore store) =>
        new([
            .. listener
                .Rules.OrderBy(rule => rule.Priority)
                .Select(rule => new FrontRule(
                    [ConditionsOf(rule.Match.Now["httpMatch"]!.AsObject())],
                    WeightsOf(rule.Action.Now, store),
                    []
                )),
            new FrontRule([], WeightsOf(listener.DefaultAction.Now, store), []),
        ]);

    /// <summary>The versions by the names of their target groups; empty for a fixed response.</summary>
    public static IReadOnlyList<NodeWeight> WeightsOf(JsonNode action, LatticeStore store) =>
        [
            .. (action["forward"]?["targetGroups"] as JsonArray ?? []).Select(group => new NodeWeight(
                store.Group((string)group!["targetGroupIdentifier"]!)?.Name ?? "",
                (int)group["weight"]!
            )),
        ];

    private static List<Func<HttpRequest, string, bool>> ConditionsOf(JsonObject match)
    {
        List<Func<HttpRequest, string, bool>> conditions = [];
        if ((string?)match["method"] is { Length: > 0 } method)
        {
            conditions.Add((request, _) => request.Method == method);
        }

        if (match["pathMatch"] is JsonObject path)
        {
            var holds = Comparison(path);
            conditions.Add((_, asked) => holds(asked));
        }

        foreach (var header in (match["headerMatches"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var (name, holds) = ((string)header["name"]!, Comparison(header));
            conditions.Add((request, _) => request.Headers.TryGetValue(name, out var sent) && holds(sent.ToString()));
        }

        return conditions;
    }

    private static Func<string, bool> Comparison(JsonObject match)
    {
        var (how, node) = match["match"]!.AsObject().Single();
        var value = (string)node!;
        var by = (bool?)match["caseSensitive"] == true ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return how switch
        {
            "exact" => text => string.Equals(text, value, by),
            "prefix" => text => text.StartsWith(value, by),
            "contains" => text => text.Contains(value, by),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

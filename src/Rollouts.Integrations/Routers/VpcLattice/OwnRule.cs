using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>A rule that this service adds and removes again: chosen requests go to the candidate.</summary>
/// <param name="Match">What it matches, the content of <c>httpMatch</c>.</param>
/// <param name="TargetGroup">The only target group of its action; null if it is not like that.</param>
internal sealed record OwnRule(string Name, JsonObject Match, string? TargetGroup)
{
    private const string Mark = "rollouts-";

    /// <summary>The id in the listener; null for a rule that is not there yet.</summary>
    public string? Id { get; init; }

    /// <summary>What the names of all rules begin with that belong to a rule or to the default action.</summary>
    public static string PrefixOf(LatticeRoute where) =>
        where.Rule is { } rule ? $"{Mark}{rule["rule-".Length..]}-" : $"{Mark}default-";

    /// <summary>Null if the answer is no rule with a match and an action.</summary>
    public static OwnRule? Parse(JsonObject rule) =>
        BackendForm.TextOf(rule["name"]) is { } name
        && BackendForm.TextOf(rule["id"]) is { } id
        && rule["match"]?["httpMatch"] is JsonObject match
            ? new OwnRule(name, match.DeepClone().AsObject(), GroupOf(rule)) { Id = id }
            : null;

    public JsonObject MatchTree => new() { ["httpMatch"] = Match.DeepClone() };

    public JsonObject ActionTree =>
        new()
        {
            ["forward"] = new JsonObject
            {
                ["targetGroups"] = new JsonArray(
                    new JsonObject { ["targetGroupIdentifier"] = TargetGroup, ["weight"] = 1 }
                ),
            },
        };

    private static string? GroupOf(JsonObject rule) =>
        rule["action"]?["forward"]?["targetGroups"] is JsonArray { Count: 1 } groups
        && BackendForm.TextOf(groups[0]?["targetGroupIdentifier"]) is { } group
            ? TargetGroupNames.IdOf(group)
            : null;
}

using System.Globalization;
using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers.Kubernetes;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>
/// The matches of the rules that this service adds before one rule. A rule of VPC Lattice has one match, so each
/// alternative of a plan is a rule; and a prefix of VPC Lattice ends anywhere, while one of a plan ends with a part of
/// the path, so a prefix is two rules: one for what is below it and one for the path itself.
/// </summary>
/// <param name="own">The match of the rule; empty for the default action, which has none.</param>
internal sealed class RuleMatches(JsonObject own, string prefix) : IMatchWords
{
    /// <summary>The alternatives of a plan. A listener has ten rules by default.</summary>
    public const int Most = 4;

    private const int MostHeaders = 5;
    private const int LongestText = 200;
    private const int LongestHeaderName = 100;
    private const int LongestMethod = 16;
    private const string Below = "/";
    private const string Itself = "-itself";
    private const string PathMarks = "@:%_+.~#?&/=-";

    /// <summary>The form of a condition that VPC Lattice does not have; null if it has it.</summary>
    public static string? LackOf(RequestCondition condition) =>
        condition switch
        {
            { Match: TextMatch.Regex } => "a regular expression",
            { Part: RequestPart.Path } when !condition.Value.StartsWith('/') => "a path that does not begin with '/'",
            { Part: RequestPart.Path } when !condition.Value.All(IsOfPath) => "a path with special characters",
            { Part: RequestPart.Path, Match: TextMatch.Prefix, Value.Length: > 1 } when condition.Value.EndsWith('/') =>
                "a prefix of a path that ends with '/'",
            // One character is needed for the slash behind a prefix.
            { Part: RequestPart.Path or RequestPart.Header, Value.Length: >= LongestText } =>
                $"a text of {LongestText} characters or more",
            { Part: RequestPart.Header, Value.Length: 0 } => "an empty header",
            { Part: RequestPart.Header, Name.Length: > LongestHeaderName } =>
                $"a header whose name has more than {LongestHeaderName} characters",
            { Part: RequestPart.Method, Value.Length: > LongestMethod } =>
                $"a method of more than {LongestMethod} characters",
            _ => null,
        };

    /// <summary>The rules that send these requests to a target group, in their order.</summary>
    public Answer<List<OwnRule>> Write(ValueList<RequestMatch> matches, string group)
    {
        if (!Groups.Write(matches).TryGet(out var written, out var fault))
        {
            return fault;
        }

        List<OwnRule> rules = [];
        foreach (var match in written.Select(node => node!.AsObject()))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{rules.Count(IsFirst) + 1}");
            rules.Add(new OwnRule(name, match.DeepClone().AsObject(), group));
            if (ItselfOf(match) is { } itself)
            {
                rules.Add(new OwnRule(name + Itself, itself, group));
            }
        }

        return rules;
    }

    /// <summary>The requests that the rules choose, as a plan says it.</summary>
    public ValueList<RequestMatch> Read(IReadOnlyList<OwnRule> rules)
    {
        if (rules.Count == 0)
        {
            return [];
        }

        var read = Groups.Read(
            new JsonArray([.. InOrder(rules).Where(IsFirst).Select(rule => rule.Match.DeepClone())])
        );
        return
            rules[0].TargetGroup is { } group
            && Write(read, group).TryGet(out var written, out _)
            && Covers(rules, written)
            ? read
            : MatchGroups.Unknown;
    }

    /// <summary>Whether the rules are there as they were written, whatever defaults were filled in.</summary>
    public static bool Covers(IReadOnlyList<OwnRule> shown, IReadOnlyList<OwnRule> written) =>
        shown.Count == written.Count
        && written.All(rule => shown.FirstOrDefault(one => one.Name == rule.Name) is { } there && Covers(there, rule));

    public static bool Covers(OwnRule shown, OwnRule written) =>
        shown.TargetGroup == written.TargetGroup && JsonCover.Covers(shown.Match, written.Match);

    public string? Write(JsonObject match, RequestCondition condition)
    {
        switch (condition.Part)
        {
            case RequestPart.Header:
                return WriteHeader(match, condition);
            case RequestPart.Path:
                if (!MatchGroups.Narrows(condition, PrefixOf(match)))
                {
                    return $"{condition} lies outside of the paths that the rule matches";
                }

                match["pathMatch"] = new JsonObject
                {
                    ["caseSensitive"] = true,
                    ["match"] =
                        condition.Match == TextMatch.Exact
                            ? new JsonObject { ["exact"] = condition.Value }
                            : new JsonObject { ["prefix"] = condition.Value.TrimEnd('/') + Below },
                };
                return null;
            case RequestPart.Method:
                if (BackendForm.TextOf(match["method"]) is { Length: > 0 } there && there != condition.Value)
                {
                    return $"the rule matches method {there} only";
                }

                match["method"] = condition.Value;
                return null;
            case RequestPart.Cookie:
                return "VPC Lattice matches no cookies";
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    IReadOnlyList<RequestCondition?> IMatchWords.Read(JsonObject rule, JsonObject match)
    {
        List<RequestCondition?> read = [];
        var inherited = (rule["headerMatches"] as JsonArray)?.Count ?? 0;
        foreach (var header in (match["headerMatches"] as JsonArray ?? []).Skip(inherited))
        {
            read.Add(
                BackendForm.TextOf(header?["name"]) is { } name
                    ? Read(RequestPart.Header, name.ToLowerInvariant(), header!["match"])
                    : null
            );
        }

        if (match["pathMatch"] is JsonObject path && !JsonNode.DeepEquals(path, rule["pathMatch"]))
        {
            read.Add(Read(RequestPart.Path, name: null, path["match"]));
        }

        if (BackendForm.TextOf(match["method"]) is { Length: > 0 } method && rule["method"] is null)
        {
            read.Add(new RequestCondition(RequestPart.Method, Name: null, TextMatch.Exact, method));
        }

        return read;
    }

    private MatchGroups Groups => new([own.DeepClone()], Most, this);

    private static string? WriteHeader(JsonObject match, RequestCondition condition)
    {
        if (match["headerMatches"] is not JsonArray headers)
        {
            match["headerMatches"] = headers = [];
        }

        if (
            headers.Any(header =>
                string.Equals(BackendForm.TextOf(header?["name"]), condition.Name, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return $"the rule matches header '{condition.Name}' itself";
        }

        if (headers.Count >= MostHeaders)
        {
            return $"a rule matches {MostHeaders} headers at most, those of its own included";
        }

        headers.Add(
            (JsonNode)
                new JsonObject
                {
                    ["name"] = condition.Name,
                    ["caseSensitive"] = true,
                    ["match"] = new JsonObject
                    {
                        [condition.Match == TextMatch.Exact ? "exact" : "prefix"] = condition.Value,
                    },
                }
        );
        return null;
    }

    private static RequestCondition? Read(RequestPart part, string? name, JsonNode? comparison) =>
        BackendForm.TextOf(comparison?["exact"]) is { } exact ? new RequestCondition(part, name, TextMatch.Exact, exact)
        : BackendForm.TextOf(comparison?["prefix"]) is not { } start ? null
        : part == RequestPart.Path && start.Length > 1
            ? new RequestCondition(part, name, TextMatch.Prefix, start[..^Below.Length])
        : new RequestCondition(part, name, TextMatch.Prefix, start);

    // The match of the path itself, beside one of what is below it.
    private JsonObject? ItselfOf(JsonObject match)
    {
        if (
            JsonNode.DeepEquals(match["pathMatch"], own["pathMatch"])
            || BackendForm.TextOf(match["pathMatch"]?["match"]?["prefix"]) is not { Length: > 1 } below
        )
        {
            return null;
        }

        var itself = match.DeepClone().AsObject();
        itself["pathMatch"]!["match"] = new JsonObject { ["exact"] = below[..^Below.Length] };
        return itself;
    }

    private static bool IsFirst(OwnRule rule) => !rule.Name.EndsWith(Itself, StringComparison.Ordinal);

    private static IEnumerable<OwnRule> InOrder(IEnumerable<OwnRule> rules) =>
        rules.OrderBy(rule => rule.Name.Length).ThenBy(rule => rule.Name, StringComparer.Ordinal);

    private static string? PrefixOf(JsonObject match) =>
        match["pathMatch"] is not JsonObject path ? "/" : BackendForm.TextOf(path["match"]?["prefix"]);

    private static bool IsOfPath(char c) =>
        char.IsAsciiLetterOrDigit(c) || PathMarks.Contains(c, StringComparison.Ordinal);
}

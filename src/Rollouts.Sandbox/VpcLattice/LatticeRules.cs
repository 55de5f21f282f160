using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>What VPC Lattice demands of the content of a request, by the constraints of its model.</summary>
internal static partial class LatticeRules
{
    private const int LastPriority = 2000;
    private const int LongestText = 200;

    public static LatticeError? Name(JsonNode? node, string kind, int longest) =>
        Text(node) is { } name
        && name.Length >= 3
        && name.Length <= longest
        && NameForm().IsMatch(name)
        && !name.StartsWith(kind + "-", StringComparison.Ordinal)
            ? null
            : LatticeError.Invalid("name", $"a name has 3 to {longest} of a-z, 0-9 and '-', and not '{kind}-' first");

    public static LatticeError? Priority(JsonNode? node) =>
        Number(node) is >= 1 and <= LastPriority
            ? null
            : LatticeError.Invalid("priority", $"priority must be between 1 and {LastPriority}");

    public static LatticeError? Token(JsonNode? node) =>
        node is null || Text(node) is { Length: >= 1 and <= 64 }
            ? null
            : LatticeError.Invalid("clientToken", "clientToken must have between 1 and 64 characters");

    /// <summary>Checks an action, and writes ids for ARNs and the weights that were left out.</summary>
    public static LatticeError? Action(JsonNode? node, string field, LatticeStore store)
    {
        if (node is not JsonObject { Count: 1 } action)
        {
            return LatticeError.Invalid(field, "exactly one of forward and fixedResponse is required");
        }

        return action.Single() switch
        {
            ("fixedResponse", JsonObject fixedResponse) => Number(fixedResponse["statusCode"]) is >= 100 and <= 599
                ? null
                : LatticeError.Invalid(field, "statusCode must be between 100 and 599"),
            ("forward", JsonObject forward) => forward["targetGroups"] is JsonArray { Count: >= 1 and <= 10 } groups
                ? Groups(groups, field, store)
                : LatticeError.Invalid(field, "targetGroups must have between 1 and 10 items"),
            _ => LatticeError.Invalid(field, "exactly one of forward and fixedResponse is required"),
        };
    }

    public static LatticeError? Match(JsonNode? node)
    {
        if (node is not JsonObject { Count: 1 } match || match["httpMatch"] is not JsonObject http)
        {
            return LatticeError.Invalid("match", "httpMatch is required");
        }

        if (http["method"] is null && http["pathMatch"] is null && http["headerMatches"] is null)
        {
            return LatticeError.Invalid("match", "one of method, pathMatch and headerMatches is required");
        }

        return http["method"] is { } method && Text(method) is not { Length: <= 16 }
                ? LatticeError.Invalid("match", "method must have at most 16 characters")
            : http["pathMatch"] is { } path && !IsPath(path)
                ? LatticeError.Invalid(
                    "match",
                    "pathMatch is one of exact and prefix, a path of 200 characters at most"
                )
            : http["headerMatches"] is { } headers && !IsHeaders(headers)
                ? LatticeError.Invalid("match", "headerMatches has 1 to 5 items with a name and one comparison")
            : null;
    }

    private static LatticeError? Groups(JsonArray groups, string field, LatticeStore store)
    {
        foreach (var group in groups)
        {
            if (
                Text(group?["targetGroupIdentifier"]) is not { } identifier
                || LatticeIds.Read("tg", identifier) is not { } id
            )
            {
                return LatticeError.Invalid(field, "targetGroupIdentifier must be the id or the ARN of a target group");
            }

            if (group!["weight"] is { } weight && Number(weight) is not (>= 0 and <= 999))
            {
                return LatticeError.Invalid(field, "weight must be between 0 and 999");
            }

            if (group["weight"] is null && groups.Count > 1)
            {
                return LatticeError.Invalid(field, "weight is required for each of several target groups");
            }

            if (store.Group(id) is null)
            {
                return LatticeError.NotFound("TARGET_GROUP", id);
            }

            group["targetGroupIdentifier"] = id;
            group["weight"] ??= 1;
        }

        return null;
    }

    private static bool IsPath(JsonNode node) =>
        node is JsonObject path
        && path["match"] is JsonObject { Count: 1 } match
        && match.Single() is var (how, value)
        && how is "exact" or "prefix"
        && Text(value) is { Length: <= LongestText } text
        && PathForm().IsMatch(text)
        && IsFlag(path["caseSensitive"]);

    private static bool IsHeaders(JsonNode node) =>
        node is JsonArray { Count: >= 1 and <= 5 } headers
        && headers.All(header =>
            header is JsonObject one
            && Text(one["name"]) is { Length: >= 1 and <= 100 }
            && one["match"] is JsonObject { Count: 1 } match
            && match.Single() is var (how, value)
            && how is "exact" or "prefix" or "contains"
            && Text(value) is { Length: >= 1 and <= LongestText }
            && IsFlag(one["caseSensitive"])
        );

    private static bool IsFlag(JsonNode? node) =>
        node is null || node.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    public static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^/[a-zA-Z0-9@:%_+.~#?&/=-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex PathForm();
}

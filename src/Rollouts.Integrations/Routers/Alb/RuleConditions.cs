using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// The conditions of rules that send chosen requests to the candidate: those of a plan, joined with those of the rule
/// before which they stand. All conditions of a rule must hold, so each alternative of a plan is a rule of its own.
/// </summary>
internal sealed class RuleConditions : IMatchWords
{
    /// <summary>How many values the conditions of one rule may have together.</summary>
    private const int MostValues = 5;

    /// <summary>How many values one condition may have.</summary>
    private const int MostValuesOfOne = 3;

    private const int LongestValue = 128;
    private const int LongestHeader = 40;

    private readonly MatchGroups _groups;
    private readonly JsonArray _own;

    /// <param name="conditions">The conditions of the rule.</param>
    /// <param name="most">The maximum number of alternatives in a plan.</param>
    public RuleConditions(JsonNode? conditions, int most)
    {
        _own = Normal(conditions);
        _groups = new MatchGroups([Container(_own)], most, this);
    }

    /// <summary>The conditions of the rules to make, one item a rule.</summary>
    public Answer<IReadOnlyList<JsonArray>> Write(ValueList<RequestMatch> matches)
    {
        if (!_groups.Write(matches).TryGet(out var joined, out var fault))
        {
            return fault;
        }

        var rules = joined.Select(rule => Normal(rule!["Conditions"])).ToList();
        return rules.Any(rule => rule.Any(one => Values(one).Count() > MostValuesOfOne))
            || rules.Any(rule => rule.Sum(one => Values(one).Count()) > MostValues)
                ? Refused(
                    $"together with the conditions of the rule there are more than {MostValues} values to "
                        + "compare, or more "
                        + $"than {MostValuesOfOne} in one condition"
                )
            : rules.SelectMany(rule => rule).SelectMany(Values).Any(value => value.Length > LongestValue)
                ? Refused($"a value is longer than {LongestValue} characters")
            : rules;
    }

    /// <summary>What a plan must have asked for, so that rules have these conditions.</summary>
    public ValueList<RequestMatch> Read(IEnumerable<JsonNode?> rules) =>
        _groups.Read(new JsonArray([.. rules.Select(conditions => Container(Normal(conditions)))]));

    /// <summary>
    /// Whether a rule has all of these conditions, so that it can be one of those that are made here.
    /// </summary>
    public bool AreIn(JsonNode? rule) =>
        Normal(rule) is { Count: > 0 } all
        && _own.All(own => IsReplaceable(own) || all.Any(one => JsonNode.DeepEquals(one, own)));

    public string? Write(JsonObject match, RequestCondition condition)
    {
        var conditions = match["Conditions"]!.AsArray();
        var refusal = Write(conditions, condition);
        match["Conditions"] = Normal(conditions);
        return refusal;
    }

    private static string? Write(JsonArray conditions, RequestCondition condition)
    {
        switch (condition.Part)
        {
            case RequestPart.Header:
            case RequestPart.Cookie:
                return WriteHeader(conditions, condition);
            case RequestPart.Path:
                if (!MatchGroups.Narrows(condition, PathPrefix(conditions)))
                {
                    return $"{condition} lies outside of the paths that the rule matches, or those cannot be told";
                }

                Replace(conditions, Path(condition));
                return null;
            case RequestPart.Method:
                var method = Named(conditions, "http-request-method");
                if (method is not null && !Values(method).Contains(condition.Value, StringComparer.Ordinal))
                {
                    return $"the rule matches method {string.Join(" or ", Values(method))} only";
                }

                Replace(
                    conditions,
                    Condition("http-request-method", "HttpRequestMethodConfig", "Values", [condition.Value])
                );
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    IReadOnlyList<RequestCondition?>? IMatchWords.Read(JsonObject rule, JsonObject match) =>
        [
            .. match["Conditions"]!
                .AsArray()
                .OfType<JsonObject>()
                .Where(one => !_own.Any(own => JsonNode.DeepEquals(own, one)))
                .Select(ConditionText.Read),
        ];

    /// <summary>
    /// The conditions in one order and one form: AWS shows paths and hosts twice, and does not promise an order.
    /// </summary>
    public static JsonArray Normal(JsonNode? conditions) =>
        new([
            .. (conditions as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(Normal)
                .OrderBy(one => one.ToJsonString(), StringComparer.Ordinal),
        ]);

    private static JsonObject Normal(JsonObject condition)
    {
        var normal = condition.DeepClone().AsObject();
        var config = BackendForm.TextOf(normal["Field"]) switch
        {
            "path-pattern" => "PathPatternConfig",
            "host-header" => "HostHeaderConfig",
            _ => null,
        };
        if (config is not null && normal["Values"] is JsonArray values)
        {
            normal.Remove("Values");
            normal[config] ??= new JsonObject { ["Values"] = values };
        }

        // The older form of regular expressions beside a configuration.
        if (config is not null && normal[config] is not null)
        {
            normal.Remove("RegexValues");
        }

        return normal;
    }

    private static JsonObject Container(JsonArray conditions) => new() { ["Conditions"] = conditions.DeepClone() };

    private static string? WriteHeader(JsonArray conditions, RequestCondition condition)
    {
        var name = condition.Part == RequestPart.Cookie ? "cookie" : condition.Name!;
        if (name.Length > LongestHeader)
        {
            return $"the name of header '{name}' is longer than {LongestHeader} characters";
        }

        if (
            conditions.Any(one =>
                string.Equals(
                    BackendForm.TextOf((one?["HttpHeaderConfig"] as JsonObject)?["HttpHeaderName"]),
                    name,
                    StringComparison.OrdinalIgnoreCase
                )
            )
        )
        {
            return $"the rule matches header '{name}' itself";
        }

        var (form, values) = ConditionText.OfHeader(condition);
        var added = Condition("http-header", "HttpHeaderConfig", form, values);
        added["HttpHeaderConfig"]!["HttpHeaderName"] = name;
        conditions.Add((JsonNode)added);
        return null;
    }

    private static JsonObject Path(RequestCondition condition)
    {
        var (form, values) = ConditionText.OfPath(condition);
        return Condition("path-pattern", "PathPatternConfig", form, values);
    }

    private static JsonObject Condition(string field, string config, string form, IReadOnlyList<string> values) =>
        new()
        {
            ["Field"] = field,
            [config] = new JsonObject { [form] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) },
        };

    private static void Replace(JsonArray conditions, JsonObject with)
    {
        conditions.Remove(Named(conditions, with["Field"]!.ToString()));
        conditions.Add((JsonNode)with);
    }

    private static JsonObject? Named(JsonArray conditions, string field) =>
        conditions.OfType<JsonObject>().FirstOrDefault(one => BackendForm.TextOf(one["Field"]) == field);

    // A rule may have one condition of these fields, so a narrower one takes the place of the rule's own.
    private static bool IsReplaceable(JsonNode? condition) =>
        BackendForm.TextOf((condition as JsonObject)?["Field"]) is "path-pattern" or "http-request-method";

    /// <summary>The prefix that the rule matches; null if its paths are described in another way.</summary>
    private static string? PathPrefix(JsonArray conditions) =>
        Named(conditions, "path-pattern") is not { } path ? "/"
        : path["PathPatternConfig"] is JsonObject config && config["RegexValues"] is null
            ? ConditionText.PrefixOf([.. Values(path)])
        : null;

    private static IEnumerable<string> Values(JsonNode? condition) =>
        condition is not JsonObject one
            ? []
            : one.Where(part => part.Key.EndsWith("Config", StringComparison.Ordinal))
                .Select(part => part.Value)
                .OfType<JsonObject>()
                .SelectMany(config => new[] { config["Values"], config["RegexValues"] })
                .OfType<JsonArray>()
                .SelectMany(values => values)
                .Select(value => BackendForm.TextOf(value) ?? value?.ToJsonString() ?? "");

    private static Fault Refused(string why) => new(FaultKind.Refused, why);
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Rollouts.Sandbox.LoadBalancers.ElbAccount;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>What Elastic Load Balancing accepts as conditions of a rule, and the form in which it shows them.</summary>
internal static class ConditionRules
{
    private const int MostValues = 5;
    private const int MostValuesOfOne = 3;
    private const int LongestValue = 128;
    private const int LongestHeader = 40;

    private static readonly Dictionary<string, string> Configs = new(StringComparer.Ordinal)
    {
        ["host-header"] = "HostHeaderConfig",
        ["http-header"] = "HttpHeaderConfig",
        ["http-request-method"] = "HttpRequestMethodConfig",
        ["path-pattern"] = "PathPatternConfig",
        ["query-string"] = "QueryStringConfig",
        ["source-ip"] = "SourceIpConfig",
    };

    private static readonly string[] Repeatable = ["http-header", "query-string"];
    private static readonly string[] WithExpressions = ["host-header", "http-header", "path-pattern"];

    /// <summary>The conditions as they are kept.</summary>
    public static JsonArray Checked(JsonNode? written)
    {
        if (written is not JsonArray { Count: > 0 } conditions || conditions.Any(one => one is not JsonObject))
        {
            throw Invalid("A condition must be specified");
        }

        var kept = conditions.OfType<JsonObject>().Select(Kept).ToList();
        var twice = kept.GroupBy(one => TextOf(one, "Field"))
            .FirstOrDefault(same => same.Count() > 1 && !Repeatable.Contains(same.Key));
        if (twice is not null)
        {
            throw Invalid($"A rule can have one '{twice.Key}' condition only");
        }

        return kept.Sum(one => ValuesOf(one).Count()) > MostValues
            ? throw Invalid($"Rules can have at most {MostValues} condition values")
            : new JsonArray([.. kept]);
    }

    /// <summary>The plain values and the regular expressions of a condition.</summary>
    public static IEnumerable<(JsonNode? Value, bool IsExpression)> ValuesOf(JsonObject condition)
    {
        var config = condition[Configs[TextOf(condition, "Field")]] as JsonObject;
        return Items(config, "Values")
            .Select(value => (value, false))
            .Concat(Items(config, "RegexValues").Select(value => (value, true)));
    }

    /// <summary>The configuration of a condition.</summary>
    public static JsonObject ConfigOf(JsonObject condition) =>
        condition[Configs[TextOf(condition, "Field")]]!.AsObject();

    private static JsonObject Kept(JsonObject written)
    {
        var field = TextOf(written, "Field");
        if (!Configs.TryGetValue(field, out var config))
        {
            throw Invalid($"Condition field '{field}' must be one of '[{string.Join(", ", Configs.Keys)}]'");
        }

        var kept = written.DeepClone().AsObject();
        var isShort = field is "host-header" or "path-pattern";
        if (kept["Values"] is not null && (!isShort || kept[config] is not null))
        {
            throw Invalid($"Values cannot be combined with {config}");
        }

        kept[config] ??= new JsonObject { ["Values"] = kept["Values"]?.DeepClone() };
        var values = ValuesOf(kept).ToList();
        if (values.Count == 0 || values.Count > MostValuesOfOne)
        {
            throw Invalid($"Condition '{field}' must have 1 to {MostValuesOfOne} values");
        }

        if (values.Any(value => value.IsExpression) && !WithExpressions.Contains(field))
        {
            throw Invalid($"Condition '{field}' takes no regular expressions");
        }

        foreach (var (value, isExpression) in values)
        {
            Check(field, value, isExpression);
        }

        var name = TextOf(kept[config], "HttpHeaderName");
        if (
            field == "http-header"
            && (name.Length is 0 or > LongestHeader || name.Any(c => c is ' ' or ':' or '*' or '?'))
        )
        {
            throw Invalid($"Header name '{name}' is not valid");
        }

        // Paths and hosts are shown twice: in the older form and in the newer one.
        kept.Remove("Values");
        if (isShort && values.All(value => !value.IsExpression))
        {
            kept["Values"] = kept[config]!["Values"]!.DeepClone();
        }

        return kept;
    }

    private static void Check(string field, JsonNode? value, bool isExpression)
    {
        var texts =
            field == "query-string"
                ? [TextOf(value, "Key"), TextOf(value, "Value")]
                : new[] { value?.ToString() ?? "" };
        if (texts[^1].Length == 0 || texts.Any(text => text.Length > LongestValue))
        {
            throw Invalid($"A condition value must have 1 to {LongestValue} characters");
        }

        if (isExpression)
        {
            CheckExpression(texts[0]);
        }
        else if (
            field == "path-pattern"
            && texts[0].Any(c => !char.IsAsciiLetterOrDigit(c) && !"_-.$/~\"'@:+&*?%=,;!()".Contains(c))
        )
        {
            throw Invalid($"Condition value '{texts[0]}' contains a character that is not valid");
        }
        else if (
            field == "http-request-method"
            && texts[0].Any(c => !char.IsAsciiLetterUpper(c) && c is not ('-' or '_'))
        )
        {
            throw Invalid($"Condition value '{texts[0]}' contains a character that is not valid");
        }
    }

    private static void CheckExpression(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            throw Invalid($"Regex value '{text}' is not valid");
        }
    }

    private static IEnumerable<JsonNode?> Items(JsonObject? config, string name) => config?[name] as JsonArray ?? [];

    private static ElbException Invalid(string message) => new(ElbError.Invalid(message));
}

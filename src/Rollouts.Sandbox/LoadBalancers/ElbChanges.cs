using System.Globalization;
using System.Text.Json.Nodes;
using static Rollouts.Sandbox.LoadBalancers.ElbAccount;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>The calls that change rules, listeners and tags.</summary>
internal sealed class ElbChanges(ElbAccount account)
{
    private const int HighestPriority = 50_000;
    private const int MostRules = 100;
    private const int MostTags = 50;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>The content of the result; null if there is no such call.</summary>
    public JsonObject? Answer(string action, JsonObject asked) =>
        action switch
        {
            "ModifyRule" => ModifyRule(asked),
            "ModifyListener" => ModifyListener(asked),
            "CreateRule" => CreateRule(asked),
            "DeleteRule" => DeleteRule(asked),
            "AddTags" => AddTags(asked),
            "RemoveTags" => RemoveTags(asked),
            _ => null,
        };

    /// <summary>The ARN, if something that can be tagged has it.</summary>
    public static string Tagged(ElbAccount account, string arn) =>
        account.Exists(arn)
            ? arn
            : throw new ElbException(
                arn.Contains(":listener-rule/", StringComparison.Ordinal) ? ElbError.NoRule(arn)
                : arn.Contains(":listener/", StringComparison.Ordinal) ? ElbError.NoListener(arn)
                : arn.Contains(":targetgroup/", StringComparison.Ordinal) ? ElbError.NoGroup(arn)
                : arn.Contains(":loadbalancer/", StringComparison.Ordinal) ? ElbError.NoBalancer(arn)
                : ElbError.Invalid($"'{arn}' is not a valid ARN")
            );

    private JsonObject ModifyRule(JsonObject asked)
    {
        ElbReads.Known(asked, "RuleArn", "Conditions", "Actions", "Transforms", "ResetTransforms");
        var (_, rule) = RuleOf(asked);
        var conditions = asked["Conditions"] is { } some ? ConditionRules.Checked(some) : null;
        var actions = asked["Actions"] is { } written
            ? ActionRules.Checked(account, written, isNetwork: false, rule["Actions"]!.AsArray())
            : null;
        rule["Conditions"] = conditions ?? rule["Conditions"]!.DeepClone();
        rule["Actions"] = actions ?? rule["Actions"]!.DeepClone();
        if (asked["Transforms"] is JsonArray transforms)
        {
            rule["Transforms"] = transforms.DeepClone();
        }

        if (TextOf(asked, "ResetTransforms") == "true")
        {
            rule.Remove("Transforms");
        }

        return new() { ["Rules"] = new JsonArray(rule.DeepClone()) };
    }

    private JsonObject ModifyListener(JsonObject asked)
    {
        ElbReads.Known(
            asked,
            "ListenerArn",
            "DefaultActions",
            "Port",
            "Protocol",
            "SslPolicy",
            "Certificates",
            "AlpnPolicy"
        );
        var arn = TextOf(asked, "ListenerArn");
        var listener = account.Listener(arn) ?? throw new ElbException(ElbError.NoListener(arn));
        if (asked["DefaultActions"] is { } written)
        {
            var isNetwork = TextOf(listener, "Protocol") is "TCP" or "UDP" or "TLS" or "TCP_UDP";
            var before = listener["DefaultActions"]!.AsArray();
            listener["DefaultActions"] = ActionRules.Checked(account, written, isNetwork, before);
        }

        return new() { ["Listeners"] = new JsonArray(listener.DeepClone()) };
    }

    private JsonObject CreateRule(JsonObject asked)
    {
        ElbReads.Known(asked, "ListenerArn", "Conditions", "Priority", "Actions", "Tags", "Transforms");
        var listener = TextOf(asked, "ListenerArn");
        if (account.Listener(listener) is not { } known)
        {
            throw new ElbException(ElbError.NoListener(listener));
        }

        if (TextOf(known, "Protocol") is not ("HTTP" or "HTTPS"))
        {
            throw new ElbException(ElbError.NotPermitted("Rules are supported by Application Load Balancers only"));
        }

        var text = TextOf(asked, "Priority");
        if (
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            || priority is < 1 or > HighestPriority
        )
        {
            throw new ElbException(ElbError.Invalid($"Priority '{text}' must be between 1 and {HighestPriority}"));
        }

        var conditions = ConditionRules.Checked(asked["Conditions"]);
        var actions = ActionRules.Checked(account, asked["Actions"], isNetwork: false, before: null);
        var tags = TagsOf(asked);
        var there = account.Rules.Where(one => one.Listener == listener).ToList();
        if (there.Any(one => PriorityOf(one.Rule) == priority))
        {
            throw Fail("PriorityInUse", $"Priority '{text}' is currently in use");
        }

        if (there.Count >= MostRules)
        {
            throw Fail("TooManyRules", $"The maximum number of rules has been reached on listener {listener}");
        }

        var arn = account.AddRule(listener, priority, conditions, actions, asked["Transforms"]?.DeepClone());
        if (tags.Count > 0)
        {
            account.Tags[arn] = new(tags, StringComparer.Ordinal);
        }

        return new() { ["Rules"] = new JsonArray(account.Rule(arn)!.Value.Rule.DeepClone()) };
    }

    private JsonObject DeleteRule(JsonObject asked)
    {
        ElbReads.Known(asked, "RuleArn");
        var found = RuleOf(asked);
        account.Rules.Remove(found);
        account.Tags.Remove(TextOf(found.Rule, "RuleArn"));
        return [];
    }

    private JsonObject AddTags(JsonObject asked)
    {
        ElbReads.Known(asked, "ResourceArns", "Tags");
        var tags = TagsOf(asked);
        foreach (var arn in Arns(asked))
        {
            var known = account.Tags.GetValueOrDefault(arn) ?? new(StringComparer.Ordinal);
            foreach (var (key, value) in tags)
            {
                known[key] = value;
            }

            account.Tags[arn] =
                known.Count > MostTags ? throw Fail("TooManyTags", $"A resource has at most {MostTags} tags") : known;
        }

        return [];
    }

    private JsonObject RemoveTags(JsonObject asked)
    {
        ElbReads.Known(asked, "ResourceArns", "TagKeys");
        var keys = (asked["TagKeys"] as JsonArray ?? []).Select(key => key!.ToString()).ToList();
        foreach (var known in Arns(asked).Select(arn => account.Tags.GetValueOrDefault(arn)))
        {
            keys.ForEach(key => known?.Remove(key));
        }

        return [];
    }

    private (string Listener, JsonObject Rule) RuleOf(JsonObject asked)
    {
        var arn = TextOf(asked, "RuleArn");
        if (account.Listeners.Any(one => DefaultArn(TextOf(one, "ListenerArn")) == arn))
        {
            throw new ElbException(ElbError.NotPermitted("Default rule cannot be modified or deleted"));
        }

        return account.Rule(arn) ?? throw new ElbException(ElbError.NoRule(arn));
    }

    private List<string> Arns(JsonObject asked)
    {
        List<string> arns =
        [
            .. (asked["ResourceArns"] as JsonArray ?? []).Select(arn => Tagged(account, arn!.ToString())),
        ];
        return arns.Count == 0 ? throw new ElbException(ElbError.Invalid("A resource must be specified")) : arns;
    }

    private static Dictionary<string, string> TagsOf(JsonObject asked)
    {
        var tags = (asked["Tags"] as JsonArray ?? [])
            .Select(tag => (Key: TextOf(tag, "Key"), Value: TextOf(tag, "Value")))
            .ToList();
        return tags.Any(tag =>
                tag.Key.Length is 0 or > LongestKey
                || tag.Value.Length > LongestValue
                || (tag.Key + tag.Value).Any(c => !char.IsLetterOrDigit(c) && !" +-=._:/@".Contains(c))
            )
                ? throw new ElbException(ElbError.Invalid("A tag has characters or a length that is not valid"))
            : tags.DistinctBy(tag => tag.Key).Count() < tags.Count
                ? throw Fail("DuplicateTagKeys", "A tag key was specified more than once")
            : tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
    }

    private static ElbException Fail(string code, string message) => new(new ElbError(400, code, message));
}

using System.Globalization;
using System.Text.Json.Nodes;
using static Rollouts.Sandbox.LoadBalancers.ElbAccount;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>What Elastic Load Balancing accepts as actions, and the form in which it shows them.</summary>
internal static class ActionRules
{
    private const int HighestWeight = 999;
    private const int MostGroups = 5;
    private const int LongestStickiness = 604_800;

    private static readonly string[] Final = ["forward", "redirect", "fixed-response"];

    private static readonly string[] Earlier = ["authenticate-oidc", "authenticate-cognito", "jwt-validation"];

    /// <summary>The actions as they are kept.</summary>
    /// <param name="before">The present actions, whose client secret an update may keep; null for a new rule.</param>
    public static JsonArray Checked(ElbAccount account, JsonNode? written, bool isNetwork, JsonArray? before)
    {
        if (written is not JsonArray { Count: > 0 } actions || actions.Any(action => action is not JsonObject))
        {
            throw Invalid("At least one action must be specified");
        }

        var ordered = actions.OfType<JsonObject>().OrderBy(OrderOf).ToList();
        if (ordered.Take(ordered.Count - 1).Any(action => !Earlier.Contains(TextOf(action, "Type"))))
        {
            throw Fail("InvalidLoadBalancerAction", "Only the last action may be forward, redirect or fixed-response");
        }

        if (!Final.Contains(TextOf(ordered[^1], "Type")))
        {
            throw Fail("InvalidLoadBalancerAction", "The last action must be forward, redirect or fixed-response");
        }

        if (isNetwork && ordered is not [var only] || isNetwork && TextOf(ordered[0], "Type") != "forward")
        {
            throw Fail("InvalidLoadBalancerAction", "A Network Load Balancer has one forward action");
        }

        return new JsonArray([
            .. ordered.Select((action, at) => Kept(account, action, at + 1, ordered.Count, isNetwork, before)),
        ]);
    }

    /// <summary>The weighted groups of a rule; empty if it forwards nowhere.</summary>
    public static IEnumerable<(string Arn, int Weight)> Groups(JsonNode? actions) =>
        from action in (actions as JsonArray ?? []).OfType<JsonObject>()
        where TextOf(action, "Type") == "forward"
        from one in ((action["ForwardConfig"] as JsonObject)?["TargetGroups"] as JsonArray ?? []).OfType<JsonObject>()
        select (TextOf(one, "TargetGroupArn"), Number(TextOf(one, "Weight")) ?? 1);

    /// <summary>How long a cookie keeps a client at its group; null if none does.</summary>
    public static TimeSpan? StickinessOf(JsonNode? actions) =>
        (actions as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(action => (action["ForwardConfig"] as JsonObject)?["TargetGroupStickinessConfig"])
            .Where(config => TextOf(config, "Enabled") == "true")
            .Select(config => TimeSpan.FromSeconds(Number(TextOf(config, "DurationSeconds")) ?? 0))
            .Cast<TimeSpan?>()
            .FirstOrDefault();

    private static JsonObject Kept(
        ElbAccount account,
        JsonObject action,
        int order,
        int count,
        bool isNetwork,
        JsonArray? before
    )
    {
        var kept = action.DeepClone().AsObject();
        if (count > 1)
        {
            kept["Order"] = order.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            kept.Remove("Order");
        }

        switch (TextOf(kept, "Type"))
        {
            case "forward":
                Forward(account, kept, isNetwork);
                break;
            case "authenticate-oidc":
                Authenticate(kept, before);
                break;
        }

        return kept;
    }

    private static void Authenticate(JsonObject action, JsonArray? before)
    {
        if (action["AuthenticateOidcConfig"] is not JsonObject config)
        {
            throw Invalid("AuthenticateOidcConfig is required");
        }

        var keepsSecret = TextOf(config, "UseExistingClientSecret") == "true";
        var hadSecret = before?.OfType<JsonObject>().Any(one => TextOf(one, "Type") == "authenticate-oidc") == true;
        if (TextOf(config, "ClientSecret").Length == 0 && !(keepsSecret && hadSecret))
        {
            throw Invalid("You must specify a client secret or use the existing one");
        }

        // It is never shown again.
        config.Remove("ClientSecret");
        config.Remove("UseExistingClientSecret");
    }

    private static void Forward(ElbAccount account, JsonObject action, bool isNetwork)
    {
        var single = TextOf(action, "TargetGroupArn");
        if (action["ForwardConfig"] is not JsonObject forward)
        {
            action["ForwardConfig"] = forward = new JsonObject
            {
                ["TargetGroups"] =
                    single.Length == 0 ? [] : new JsonArray(new JsonObject { ["TargetGroupArn"] = single }),
            };
        }

        var groups = (forward["TargetGroups"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (groups.Count == 0)
        {
            throw Invalid("A forward action must have at least one target group");
        }

        if (single.Length > 0 && (groups.Count > 1 || TextOf(groups[0], "TargetGroupArn") != single))
        {
            throw Invalid("TargetGroupArn must be the only target group of ForwardConfig");
        }

        if (groups.Count > MostGroups)
        {
            throw Fail("TooManyTargetGroups", $"A forward action has at most {MostGroups} target groups");
        }

        if (groups.GroupBy(group => TextOf(group, "TargetGroupArn")).Any(same => same.Count() > 1))
        {
            throw Invalid("The same target group is specified more than once");
        }

        foreach (var group in groups)
        {
            Group(account, group, groups.Count, isNetwork);
        }

        Stick(forward, isNetwork);
        action.Remove("TargetGroupArn");
        if (groups is [var only])
        {
            action["TargetGroupArn"] = TextOf(only, "TargetGroupArn");
        }
    }

    private static void Group(ElbAccount account, JsonObject group, int count, bool isNetwork)
    {
        var arn = TextOf(group, "TargetGroupArn");
        var known = account.Group(arn) ?? throw new ElbException(ElbError.NoGroup(arn));
        if ((TextOf(known, "Protocol") is "TCP" or "UDP" or "TLS") != isNetwork)
        {
            throw Fail("IncompatibleProtocols", $"The protocol of target group {arn} does not fit the listener");
        }

        var text = TextOf(group, "Weight");
        var weight = text.Length == 0 && count == 1 ? 1 : Number(text);
        if (weight is not (>= 0 and <= HighestWeight))
        {
            throw Invalid($"Target group weight '{text}' must be between 0 and {HighestWeight}");
        }

        group["Weight"] = weight.Value.ToString(CultureInfo.InvariantCulture);
    }

    private static void Stick(JsonObject forward, bool isNetwork)
    {
        var config = forward["TargetGroupStickinessConfig"] as JsonObject;
        var isOn = TextOf(config, "Enabled") == "true";
        var seconds = TextOf(config, "DurationSeconds");
        if (isOn && isNetwork)
        {
            throw Invalid("Target group stickiness is supported by Application Load Balancers only");
        }

        if ((isOn || seconds.Length > 0) && Number(seconds) is not (>= 1 and <= LongestStickiness))
        {
            throw Invalid($"Target group stickiness duration must be between 1 and {LongestStickiness} seconds");
        }

        // What an update leaves out of a list is gone: stickiness that is not repeated ends.
        JsonObject kept = new() { ["Enabled"] = isOn ? "true" : "false" };
        if (seconds.Length > 0)
        {
            kept["DurationSeconds"] = seconds;
        }

        forward["TargetGroupStickinessConfig"] = kept;
    }

    private static int OrderOf(JsonObject action) => Number(TextOf(action, "Order")) ?? int.MaxValue;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ElbException Invalid(string message) => new(ElbError.Invalid(message));

    private static ElbException Fail(string code, string message) => new(new ElbError(400, code, message));
}

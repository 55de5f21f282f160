using System.Globalization;
using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// The weighted target groups of a rule, changed in the tree of its actions. A change of actions replaces all of them,
/// so everything else in the tree must be sent back as it came.
/// </summary>
internal sealed class ForwardAction
{
    /// <summary>AWS takes whole numbers from 0 to 999.</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(Ceiling);

    private const int Ceiling = 999;

    /// <summary>The quota of AWS.</summary>
    private const int MostGroups = 5;

    /// <summary>The usual sum of both weights, so that they read as percents where a ratio allows it.</summary>
    private const int Whole = 100;

    private readonly JsonArray _groups;
    private readonly JsonObject _forward;

    private ForwardAction(JsonArray actions, JsonObject forward, JsonArray groups) =>
        (Actions, _forward, _groups) = (actions, forward, groups);

    public JsonArray Actions { get; }

    /// <summary>How long a client keeps its target group; null if nothing keeps it there.</summary>
    public TimeSpan? Stickiness =>
        _forward["TargetGroupStickinessConfig"] is JsonObject config
        && BackendForm.TextOf(config["Enabled"]) == "true"
        && Number(config["DurationSeconds"]) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>A copy of the actions; null if they forward to no target groups.</summary>
    public static ForwardAction? Parse(JsonNode? actions)
    {
        if (
            actions?.DeepClone() is not JsonArray all
            || all.OfType<JsonObject>().Where(action => BackendForm.TextOf(action["Type"]) == "forward").ToList()
                is not [var action]
        )
        {
            return null;
        }

        // The older form names one group and no weights.
        var single = BackendForm.TextOf(action["TargetGroupArn"]);
        if (action["ForwardConfig"] is not JsonObject && !string.IsNullOrEmpty(single))
        {
            action["ForwardConfig"] = new JsonObject
            {
                ["TargetGroups"] = new JsonArray(new JsonObject { ["TargetGroupArn"] = single, ["Weight"] = "1" }),
            };
        }

        // Beside the list AWS takes it only where the list has the same single group.
        action.Remove("TargetGroupArn");
        foreach (
            var config in all.OfType<JsonObject>().Select(one => one["AuthenticateOidcConfig"]).OfType<JsonObject>()
        )
        {
            // AWS never shows the secret. Without this it would refuse the actions that it has shown.
            config["UseExistingClientSecret"] = "true";
        }

        return
            action["ForwardConfig"] is JsonObject forward
            && forward["TargetGroups"] is JsonArray { Count: > 0 } groups
            && groups.All(group => group is JsonObject one && ArnOf(one) is not null && WeightOf(one) is not null)
            ? new ForwardAction(all, forward, groups)
            : null;
    }

    public bool Has(BackendName name) => Find(name).Count > 0;

    public bool HasTwice(BackendName name) => Find(name).Count > 1;

    public int WeightOf(BackendName name) => Find(name).Sum(group => WeightOf(group)!.Value);

    /// <summary>The ARN of a target group of the rule; null if the rule has none of that name.</summary>
    public string? ArnOf(BackendName name) => Find(name) is [var group, ..] ? ArnOf(group) : null;

    /// <summary>Whether this target group is one of the rule's.</summary>
    public bool HasGroup(string arn) => _groups.OfType<JsonObject>().Any(group => ArnOf(group) == arn);

    /// <summary>The target group that gets everything; null if there are several.</summary>
    public string? Single => _groups is [JsonObject group] ? ArnOf(group) : null;

    public Portions See(BackendName candidate, BackendName stable)
    {
        var (ours, theirs) = (WeightOf(candidate), WeightOf(stable));
        return new Portions(ours, theirs, Sum - ours - theirs);
    }

    /// <summary>
    /// Splits the weight that other groups leave. Those keep their weights, and with them their shares as nearly as the
    /// ratio allows.
    /// </summary>
    public void Share(BackendName candidate, BackendName stable, Weight share)
    {
        var (ours, theirs) = (WeightOf(candidate), WeightOf(stable));
        var hasOthers = Sum > ours + theirs;
        var (one, other) = Weights.Nearest(share);
        if (hasOthers && (one == 0 || other == 0))
        {
            (one, other) = (Math.Min(one, 1), Math.Min(other, 1));
        }

        var wanted = hasOthers ? ours + theirs : Whole;
        var fits = wanted / (one + other);
        var times = hasOthers || wanted % (one + other) == 0 ? fits : 1;
        times = Math.Clamp(times, 1, Math.Max(1, Ceiling / Math.Max(one, other)));
        Set(candidate, one * times);
        Set(stable, other * times);
    }

    public Fault? Add(string arn)
    {
        if (_groups.Count >= MostGroups)
        {
            return new Fault(
                FaultKind.Refused,
                $"a rule has {MostGroups} target groups at most; remove one before '{ElbArn.NameOf(arn)}' is added"
            );
        }

        _groups.Add((JsonNode)new JsonObject { ["TargetGroupArn"] = arn, ["Weight"] = "0" });
        return null;
    }

    public void Remove(BackendName name) => Find(name).ForEach(group => _groups.Remove(group));

    /// <summary>Lets no cookie decide between the groups any more.</summary>
    public void Unstick() => Stick(TimeSpan.Zero);

    /// <param name="duration">Zero for no stickiness.</param>
    public void Stick(TimeSpan duration)
    {
        if (_forward["TargetGroupStickinessConfig"] is not JsonObject config)
        {
            _forward["TargetGroupStickinessConfig"] = config = [];
        }

        config["Enabled"] = duration > TimeSpan.Zero ? "true" : "false";
        if (duration > TimeSpan.Zero)
        {
            config["DurationSeconds"] = ((long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The actions with one target group in place of all, which keeps no client.</summary>
    public JsonArray OnlyTo(string arn)
    {
        var only = Parse(Actions)!;
        only._groups.Clear();
        only._groups.Add((JsonNode)new JsonObject { ["TargetGroupArn"] = arn, ["Weight"] = "1" });
        only._forward.Remove("TargetGroupStickinessConfig");
        return only.Actions;
    }

    /// <summary>Whether both send the same to the same groups, regardless of what AWS fills in.</summary>
    public bool Says(ForwardAction other) =>
        Stickiness == other.Stickiness && Written.SequenceEqual(other.Written) && Actions.Count == other.Actions.Count;

    private IEnumerable<(string?, int?)> Written =>
        _groups.OfType<JsonObject>().Select(group => (ArnOf(group), WeightOf(group))).Order();

    private int Sum => _groups.OfType<JsonObject>().Sum(group => WeightOf(group)!.Value);

    private void Set(BackendName name, int weight) =>
        Find(name).ForEach(group => group["Weight"] = weight.ToString(CultureInfo.InvariantCulture));

    private List<JsonObject> Find(BackendName name) =>
        [.. _groups.OfType<JsonObject>().Where(group => ElbArn.IsOf(ArnOf(group)!, name))];

    private static string? ArnOf(JsonObject group) => BackendForm.TextOf(group["TargetGroupArn"]);

    // AWS shows a weight of 1 where a single group was written without one.
    private static int? WeightOf(JsonObject group) => group["Weight"] is null ? 1 : Number(group["Weight"]);

    private static int? Number(JsonNode? node) =>
        int.TryParse(BackendForm.TextOf(node), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

using System.Text.Json.Nodes;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// A rule with its weighted target groups, and the rules of ours before it. What is to be written is decided here and
/// carried out by <see cref="ElbWriter"/>.
/// </summary>
/// <param name="rule">The rule as AWS shows it.</param>
/// <param name="all">All rules of its listener; empty where a listener has no rules.</param>
/// <param name="own">Those of them that were added here, in the order in which they are evaluated.</param>
/// <param name="unread">Why it cannot be told which of them were added here; null if it can.</param>
internal sealed class ListenerRule(
    string listener,
    JsonObject rule,
    ForwardAction forward,
    RuleConditions conditions,
    IReadOnlyList<JsonObject> all,
    IReadOnlyList<JsonObject> own,
    Fault? unread = null
) : IBackendShares
{
    public string Listener => listener;

    public JsonObject Rule => rule;

    /// <summary>The actions as they are to become.</summary>
    public ForwardAction Forward => forward;

    public IReadOnlyList<JsonObject> Own => own;

    /// <summary>Why the rules of ours are unknown; null if they are known.</summary>
    public Fault? Unread => unread;

    /// <summary>The rules to make in place of ours; null if those stay as they are.</summary>
    public IReadOnlyList<JsonObject>? NewRules { get; private set; }

    public bool Has(BackendName name) => forward.Has(name);

    public bool HasTwice(BackendName name) => forward.HasTwice(name);

    public bool HasTraffic(BackendName name) =>
        forward.WeightOf(name) > 0
        || unread is not null
        || own.Any(one => GroupOf(one) is { } arn && ElbArn.IsOf(arn, name));

    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var seen = forward.See(candidate, stable).See(Has(candidate));
        return seen with { Traffic = seen.Traffic with { Matches = MatchesOf(candidate) } };
    }

    public Fault? Share(BackendName candidate, BackendName stable, Traffic traffic)
    {
        forward.Share(candidate, stable, traffic.Candidate);
        if (MatchesOf(candidate) == traffic.Matches)
        {
            return null;
        }

        var made = Make(candidate, traffic.Matches);
        NewRules = made.TryGet(out var rules, out var fault) ? rules : null;
        return fault;
    }

    public Fault? Add(BackendName candidate, BackendName stable) =>
        throw new System.Diagnostics.UnreachableException("a target group is added by its ARN");

    public void Remove(BackendName name) => forward.Remove(name);

    private ValueList<RequestMatch> MatchesOf(BackendName candidate) =>
        unread is not null ? MatchGroups.Unknown
        : own.Count == 0 ? []
        : own.All(one => GroupOf(one) == forward.ArnOf(candidate))
            ? conditions.Read(own.Select(one => one["Conditions"]))
        : MatchGroups.Unknown;

    private Answer<IReadOnlyList<JsonObject>> Make(BackendName candidate, ValueList<RequestMatch> matches)
    {
        if (matches.IsEmpty)
        {
            return new Answer<IReadOnlyList<JsonObject>>.Got([]);
        }

        if (
            forward
                .Actions.OfType<JsonObject>()
                .Any(action => BackendForm.TextOf(action["Type"]) == "authenticate-oidc")
        )
        {
            return new Fault(
                FaultKind.Refused,
                "the rule signs users in by OpenID Connect, and AWS does not show its client secret; a rule beside it "
                    + "cannot be made"
            );
        }

        if (!conditions.Write(matches).TryGet(out var wanted, out var fault))
        {
            return fault;
        }

        if (!OwnRules.Free(rule, all.Except(own), wanted.Count).TryGet(out var priorities, out fault))
        {
            return fault;
        }

        var arn = forward.ArnOf(candidate)!;
        return new Answer<IReadOnlyList<JsonObject>>.Got([
            .. wanted.Zip(priorities, (one, priority) => Made(one, priority, forward.OnlyTo(arn))),
        ]);
    }

    private JsonObject Made(JsonArray wanted, int priority, JsonArray actions)
    {
        JsonObject made = new()
        {
            ["ListenerArn"] = listener,
            ["Priority"] = priority,
            ["Conditions"] = wanted.DeepClone(),
            ["Actions"] = actions,
            ["Tags"] = new JsonArray(
                new JsonObject { ["Key"] = OwnRules.Tag, ["Value"] = ElbArn.LastOf(OwnRules.ArnOf(rule)) }
            ),
        };
        if (rule["Transforms"] is JsonArray { Count: > 0 } transforms)
        {
            made["Transforms"] = transforms.DeepClone();
        }

        return made;
    }

    private static string? GroupOf(JsonObject one) => ForwardAction.Parse(one["Actions"])?.Single;
}

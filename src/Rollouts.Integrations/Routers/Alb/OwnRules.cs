using System.Globalization;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// The rules that this service adds before a rule, to send chosen requests to the candidate. A tag names the rule to
/// which they belong, so that no rule of another owner is ever deleted.
/// </summary>
internal static class OwnRules
{
    /// <summary>The tag of a rule of ours. Its value is the identity of the rule before which it stands.</summary>
    public const string Tag = "rollouts:before-rule";

    /// <summary>The maximum of AWS.</summary>
    private const int HighestPriority = 50_000;

    /// <summary>
    /// The rules that may be ours, in the order in which they are evaluated. Only these need to be asked for their
    /// tags.
    /// </summary>
    public static IReadOnlyList<JsonObject> Suspects(
        JsonObject rule,
        ForwardAction forward,
        RuleConditions conditions,
        IEnumerable<JsonObject> all
    ) =>
        [
            .. all.Where(other =>
                    PriorityOf(other) is { } priority
                    && priority < (PriorityOf(rule) ?? int.MaxValue)
                    && ForwardAction.Parse(other["Actions"])?.Single is { } only
                    && forward.HasGroup(only)
                    && conditions.AreIn(other["Conditions"])
                )
                .OrderBy(PriorityOf),
        ];

    /// <summary>
    /// Free priorities directly before a rule: no rule stands between, so no request of another rule is diverted.
    /// </summary>
    /// <param name="others">All rules of the listener but those that are replaced.</param>
    public static Answer<IReadOnlyList<int>> Free(JsonObject rule, IEnumerable<JsonObject> others, int count)
    {
        var before = PriorityOf(rule);
        var taken = others.Select(PriorityOf).OfType<int>().Where(priority => priority < (before ?? int.MaxValue));
        var last = taken.DefaultIfEmpty(0).Max();
        var end = before ?? HighestPriority + 1;
        if (end - last - 1 < count)
        {
            return new Fault(
                FaultKind.Refused,
                $"{count} free priorities are needed directly before the rule of priority {end}, and another rule "
                    + $"has priority {last}; leave a gap between them"
            );
        }

        // Before the default rule the first free ones, so that later rules find room behind them.
        var first = before is null ? last + 1 : end - count;
        return new Answer<IReadOnlyList<int>>.Got([.. Enumerable.Range(first, count)]);
    }

    /// <summary>Null for the default rule, which is evaluated last.</summary>
    public static int? PriorityOf(JsonObject rule) =>
        int.TryParse(
            BackendForm.TextOf(rule["Priority"]),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var priority
        )
            ? priority
            : null;

    public static string ArnOf(JsonObject rule) => BackendForm.TextOf(rule["RuleArn"]) ?? "";

    public static bool IsDefault(JsonObject rule) => BackendForm.TextOf(rule["IsDefault"]) == "true";
}

using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>Reads, adds, changes and removes the rules of our own in a listener.</summary>
internal sealed class OwnRules(VpcLatticeClient client)
{
    private const int LastPriority = 2000;

    /// <param name="listed">The rules of the listener.</param>
    public async Task<Answer<List<OwnRule>>> ReadAsync(
        LatticeRoute where,
        IEnumerable<JsonObject> listed,
        CancellationToken end
    )
    {
        List<OwnRule> own = [];
        foreach (var id in listed.Where(rule => IsOwn(rule, where)).Select(IdOf).OfType<string>())
        {
            var read = await client.GetAsync(where with { Rule = id }, end).ConfigureAwait(false);
            if (!read.TryGet(out var shown, out var fault))
            {
                // It was there when the rules were listed and has been removed since.
                if (fault.Kind == FaultKind.NotFound)
                {
                    continue;
                }

                return fault;
            }

            // A rule that has lost its match is none that was written here. It counts as one with unknown conditions.
            own.Add(OwnRule.Parse(shown) ?? new OwnRule(NameOf(shown) ?? id, [], null) { Id = id });
        }

        return own;
    }

    /// <summary>Removes the rules that are not wanted any more.</summary>
    public async Task<Fault?> RemoveAsync(
        LatticeRoute where,
        IEnumerable<OwnRule> present,
        IReadOnlyList<OwnRule> wanted,
        CancellationToken end
    )
    {
        foreach (var gone in present.Where(rule => wanted.All(one => one.Name != rule.Name)))
        {
            if (await client.DeleteRuleAsync(where, gone.Id!, end).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Adds the rules that are missing, and changes those that differ.</summary>
    public async Task<Fault?> WriteAsync(
        LatticeRoute where,
        IReadOnlyList<OwnRule> present,
        IReadOnlyList<OwnRule> wanted,
        IReadOnlyList<JsonObject> listed,
        CancellationToken end
    )
    {
        var missing = wanted.Where(rule => present.All(one => one.Name != rule.Name)).ToList();
        var free = new Queue<int>(Free(where, listed).Take(missing.Count));
        if (free.Count < missing.Count)
        {
            return new Fault(
                FaultKind.Refused,
                $"{client.Name}: {missing.Count} free priorities are needed between {where} and the rule before it; "
                    + "give the rules of the listener other priorities"
            );
        }

        foreach (var rule in wanted)
        {
            var there = present.FirstOrDefault(one => one.Name == rule.Name);
            if (there is not null && RuleMatches.Covers(there, rule))
            {
                continue;
            }

            var body = new JsonObject { ["match"] = rule.MatchTree, ["action"] = rule.ActionTree };
            var answer = there is null
                ? await client.CreateRuleAsync(where, Named(body, rule.Name, free.Dequeue()), end).ConfigureAwait(false)
                : await client.UpdateRuleAsync(where, there.Id!, body, end).ConfigureAwait(false);
            if (!answer.TryGet(out _, out var fault))
            {
                return fault;
            }
        }

        return null;
    }

    private static JsonObject Named(JsonObject body, string name, int priority)
    {
        body["name"] = name;
        body["priority"] = priority;
        body["clientToken"] = Guid.NewGuid().ToString();
        return body;
    }

    /// <summary>
    /// The free priorities right before a rule, the nearest first. A rule of another author that comes before it still
    /// comes first, because it would otherwise lose requests to ours.
    /// </summary>
    private static IEnumerable<int> Free(LatticeRoute where, IReadOnlyList<JsonObject> listed)
    {
        var own = listed.FirstOrDefault(rule => IdOf(rule) == where.Rule);
        var before = own is null ? LastPriority + 1 : PriorityOf(own);
        var others = listed
            .Where(rule =>
                !IsOwn(rule, where) && !ReferenceEquals(rule, own) && rule["isDefault"]?.ToString() != "true"
            )
            .Select(PriorityOf)
            .Where(priority => priority < before);
        var taken = listed.Where(rule => IsOwn(rule, where)).Select(PriorityOf).ToHashSet();
        var first = others.DefaultIfEmpty(0).Max() + 1;
        return Enumerable.Range(first, Math.Max(0, before - first)).Reverse().Where(one => !taken.Contains(one));
    }

    private static bool IsOwn(JsonObject rule, LatticeRoute where) =>
        NameOf(rule)?.StartsWith(OwnRule.PrefixOf(where), StringComparison.Ordinal) == true;

    private static string? NameOf(JsonObject rule) => BackendForm.TextOf(rule["name"]);

    private static string? IdOf(JsonObject rule) => BackendForm.TextOf(rule["id"]);

    private static int PriorityOf(JsonObject rule) =>
        rule["priority"] is JsonValue value && value.TryGetValue(out int priority) ? priority : LastPriority;
}

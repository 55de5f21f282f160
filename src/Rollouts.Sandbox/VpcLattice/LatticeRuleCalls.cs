using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>The calls for the rules of a listener.</summary>
internal sealed class LatticeRuleCalls(LatticeStore store, LatticeDocuments documents)
{
    /// <summary>The default quota of an account.</summary>
    private const int MostRules = 10;

    private const string Rule = "RULE";

    public LatticeAnswer List(LatticeService service, LatticeListener listener, HttpRequest query) =>
        LatticePages.Of(
            [
                .. listener
                    .Rules.OrderBy(rule => rule.Priority)
                    .Select(rule => documents.Summary(service, listener, rule))
                    .Append(documents.DefaultRule(service, listener)),
            ],
            query
        );

    public LatticeAnswer Get(LatticeService service, LatticeListener listener, string identifier, bool stale) =>
        Find(listener, identifier, out var rule) is { } missing
            ? missing
            : documents.Of(service, listener, rule!, stale);

    public LatticeAnswer Create(LatticeService service, LatticeListener listener, JsonObject body)
    {
        if (
            (
                LatticeRules.Name(body["name"], "rule", 63)
                ?? LatticeRules.Match(body["match"])
                ?? LatticeRules.Priority(body["priority"])
                ?? LatticeRules.Token(body["clientToken"])
                ?? LatticeRules.Action(body["action"], "action", store)
            ) is
            { } refusal
        )
        {
            return refusal;
        }

        var (name, priority) = (LatticeRules.Text(body["name"])!, LatticeRules.Number(body["priority"])!.Value);
        var token = LatticeRules.Text(body["clientToken"]);
        var seen = token is null ? null : store.Seen(token, $"{listener.Id}\n{body.ToJsonString()}");
        if (seen == false)
        {
            return LatticeError.Conflict(Rule, name, $"The client token {token} was used with another request");
        }

        if (seen == true && listener.Rules.Find(rule => rule.Name == name) is { } again)
        {
            return Shown(201, service, listener, again);
        }

        if (Taken(listener, name, priority, except: null) is { } conflict)
        {
            return conflict;
        }

        if (listener.Rules.Count >= MostRules)
        {
            return LatticeError.Quota(Rule, $"A listener has at most {MostRules} rules");
        }

        var made = new LatticeRuleEntry(store.NewId("rule"), name, store.Now)
        {
            Priority = priority,
            Match = new VersionedNode(body["match"]!, store.Now),
            Action = new VersionedNode(body["action"]!, store.Now),
        };
        listener.Rules.Add(made);
        return Shown(201, service, listener, made);
    }

    public LatticeAnswer Update(LatticeService service, LatticeListener listener, string identifier, JsonObject body)
    {
        if (identifier.EndsWith(LatticeDocuments.DefaultId(listener), StringComparison.Ordinal))
        {
            return LatticeError.Invalid("ruleIdentifier", "the default rule is changed with UpdateListener");
        }

        if (Find(listener, identifier, out var rule) is { } missing)
        {
            return missing;
        }

        if (
            (
                (body["match"] is { } match ? LatticeRules.Match(match) : null)
                ?? (body["priority"] is { } asked ? LatticeRules.Priority(asked) : null)
                ?? (body["action"] is { } action ? LatticeRules.Action(action, "action", store) : null)
            ) is
            { } refusal
        )
        {
            return refusal;
        }

        var priority = LatticeRules.Number(body["priority"]) ?? rule!.Priority;
        if (Taken(listener, rule!.Name, priority, except: rule) is { } conflict)
        {
            return conflict;
        }

        // What is left out stays.
        rule.Priority = priority;
        rule.Match.Set(body["match"] ?? rule.Match.Now, store.Now);
        rule.Action.Set(body["action"] ?? rule.Action.Now, store.Now);
        return Shown(200, service, listener, rule);
    }

    public static LatticeAnswer Delete(LatticeListener listener, string identifier)
    {
        if (Find(listener, identifier, out var rule) is { } missing)
        {
            return missing;
        }

        listener.Rules.Remove(rule!);
        return new LatticeAnswer(204, Body: null);
    }

    private LatticeAnswer Shown(int status, LatticeService service, LatticeListener listener, LatticeRuleEntry rule) =>
        new(status, LatticeCalls.Without(documents.Of(service, listener, rule, stale: false)));

    private static LatticeError? Taken(LatticeListener listener, string name, int priority, LatticeRuleEntry? except) =>
        listener.Rules.Find(rule => rule != except && rule.Name == name) is { } namesake
            ? LatticeError.Conflict(Rule, namesake.Id, $"A rule named {name} exists already")
        : listener.Rules.Find(rule => rule != except && rule.Priority == priority) is { } equal
            ? LatticeError.Conflict(Rule, equal.Id, $"Priority {priority} is taken")
        : null;

    private static LatticeError? Find(LatticeListener listener, string identifier, out LatticeRuleEntry? rule)
    {
        rule = null;
        if (LatticeIds.Read("rule", identifier) is not { } id)
        {
            return LatticeError.Invalid("ruleIdentifier", "ruleIdentifier must be the id or ARN of a rule");
        }

        rule = listener.Rule(id);
        return rule is null ? LatticeError.NotFound(Rule, id) : null;
    }
}

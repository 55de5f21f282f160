using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>Reads rules with what belongs to them. All routes of one listener share its reads.</summary>
internal sealed class RuleReader
{
    /// <summary>Rules of other owners, whose tags need no second look. A listener has about a hundred rules.</summary>
    private const int MostForeign = 10_000;

    private readonly ElbClient _client;
    private readonly ElbTags _tags;
    private readonly int _mostAlternatives;
    private readonly TaggedPlaces _tagged;
    private readonly SharedReads<IReadOnlyList<JsonObject>> _rules;
    private readonly BoundedCache<(string Rule, string Before), bool> _isForeign = new(MostForeign);

    public RuleReader(ElbClient client, ElbTags tags, TimeProvider clock, int mostAlternatives)
    {
        (_client, _tags, _mostAlternatives) = (client, tags, mostAlternatives);
        _tagged = new TaggedPlaces(client, tags, clock);
        _rules = new SharedReads<IReadOnlyList<JsonObject>>(listener =>
            client.RunAsync(
                end =>
                    ElbArn.IsNetworkListener(listener) ? ActionsAsync(listener, end) : client.RulesAsync(listener, end),
                CancellationToken.None
            )
        );
    }

    public async Task<Answer<ListenerRule>> FindAsync(AlbRoute where, CancellationToken end)
    {
        if (where.Place is not ElbPlace.Tagged tagged)
        {
            return await FindAsync(where.Place, where, end).ConfigureAwait(false);
        }

        var found = await _tagged.FindAsync(tagged, end).ConfigureAwait(false);
        if (!found.TryGet(out var place, out var fault))
        {
            return fault;
        }

        var rule = await FindAsync(place, where, end).ConfigureAwait(false);
        if (rule is Answer<ListenerRule>.Failed { Fault.Kind: FaultKind.NotFound })
        {
            _tagged.Forget(tagged);
        }

        return rule;
    }

    private async Task<Answer<ListenerRule>> FindAsync(ElbPlace place, AlbRoute where, CancellationToken end)
    {
        var (listener, arn) = place switch
        {
            ElbPlace.Rule rule => (ElbArn.ListenerOf(rule.Arn), rule.Arn),
            ElbPlace.Listener only => (only.Arn, null),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var answer = await _rules.ReadAsync(listener, end).ConfigureAwait(false);
        if (!answer.TryGet(out var all, out var fault))
        {
            return fault with { Message = $"{fault.Message}, for {where}" };
        }

        var shown = all.FirstOrDefault(one => arn is null ? OwnRules.IsDefault(one) : OwnRules.ArnOf(one) == arn);
        if (shown is null)
        {
            return new Fault(FaultKind.NotFound, $"{_client.Name} has no {where}");
        }

        return ForwardAction.Parse(shown["Actions"]) is { } forward
            ? await OwnAsync(listener, shown, forward, all, end).ConfigureAwait(false)
            : new Fault(FaultKind.Unusable, $"{where} forwards requests to no target groups; {_client.Name}");
    }

    private async Task<Answer<ListenerRule>> OwnAsync(
        string listener,
        JsonObject rule,
        ForwardAction forward,
        IReadOnlyList<JsonObject> all,
        CancellationToken end
    )
    {
        var conditions = new RuleConditions(rule["Conditions"], _mostAlternatives);
        var before = ElbArn.LastOf(OwnRules.ArnOf(rule));
        var suspects = OwnRules
            .Suspects(rule, forward, conditions, all)
            .Where(one => !_isForeign.TryGet((OwnRules.ArnOf(one), before), out _))
            .ToList();
        if (suspects.Count == 0)
        {
            return new ListenerRule(listener, rule, forward, conditions, all, []);
        }

        var read = await _tags.ReadAsync([.. suspects.Select(OwnRules.ArnOf)], end).ConfigureAwait(false);
        if (!read.TryGet(out var tags, out var fault))
        {
            // A weight that falls is written all the same.
            return new ListenerRule(listener, rule, forward, conditions, all, [], fault);
        }

        bool IsOwn(JsonObject one) =>
            tags.TryGetValue(OwnRules.ArnOf(one), out var known)
            && known.TryGetValue(OwnRules.Tag, out var of)
            && of == before;
        foreach (var foreign in suspects.Where(one => tags.ContainsKey(OwnRules.ArnOf(one)) && !IsOwn(one)))
        {
            _isForeign.Keep((OwnRules.ArnOf(foreign), before), true);
        }

        return new ListenerRule(listener, rule, forward, conditions, all, [.. suspects.Where(IsOwn)]);
    }

    /// <summary>A listener of a Network Load Balancer has default actions and no rules.</summary>
    private async Task<Answer<IReadOnlyList<JsonObject>>> ActionsAsync(string listener, CancellationToken end)
    {
        var answer = await _client
            .ListAsync("DescribeListeners", "Listeners", new() { ["ListenerArns"] = new JsonArray(listener) }, end)
            .ConfigureAwait(false);
        if (!answer.TryGet(out var listeners, out var fault))
        {
            return fault;
        }

        return new Answer<IReadOnlyList<JsonObject>>.Got([
            .. listeners.Select(one => new JsonObject
            {
                ["RuleArn"] = listener,
                ["IsDefault"] = "true",
                ["Actions"] = one["DefaultActions"]?.DeepClone(),
            }),
        ]);
    }
}

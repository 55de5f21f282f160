using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>
/// One rule and what belongs to it, changed in the tree of its object: the weights of its backends, a mirror to the
/// candidate, and a rule of our own before it, which sends chosen requests to the candidate alone.
/// </summary>
internal sealed class RouteRule : IBackendShares
{
    /// <summary>The ceiling of the specification.</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(1_000_000);

    private static readonly BackendForm Form = new()
    {
        Grid = Weights,
        Most = 16,
        Whole = 100,
        Unsaid = static _ => 1,
    };

    /// <summary>The most rules and the most filters that the specification allows.</summary>
    private const int Most = 16;

    private readonly JsonArray _rules;
    private readonly JsonObject _rule;
    private readonly WeightedBackends _backends;
    private readonly string _ownName;
    private readonly RouteMatches _matches;

    private RouteRule(JsonArray rules, JsonObject rule, WeightedBackends backends, GatewayRoute where)
    {
        (_rules, _rule, _backends) = (rules, rule, backends);
        _ownName = OwnRules.NameFor(where);
        _matches = new RouteMatches(rule, where.Kind);
    }

    /// <summary>Finds the rule that a plan names; null if the object has no such rule, or more than one.</summary>
    public static RouteRule? Find(JsonObject tree, GatewayRoute where) =>
        tree["spec"]?["rules"] is JsonArray rules
        && rules.OfType<JsonObject>().Where(rule => !OwnRules.Is(rule) && Is(rule, where)).ToList() is [var found]
        && WeightedBackends.Of(found["backendRefs"], Form) is { } backends
            ? new RouteRule(rules, found, backends, where)
            : null;

    public bool Has(BackendName name) => _backends.Has(name);

    public bool HasTwice(BackendName name) => _backends.HasTwice(name);

    public string? NamespaceOf(BackendName name) => _backends.NamespaceOf(name);

    public bool HasTraffic(BackendName name) =>
        _backends.WeightOf(name) > 0
        || RouteMirror.Of(_rule, name) != Weight.Zero
        || Own is { } own && IsFor(own, name);

    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var seen = _backends.See(candidate, stable);
        return seen with
        {
            Traffic = seen.Traffic with { Matches = MatchesOf(candidate), Mirror = RouteMirror.Of(_rule, candidate) },
        };
    }

    public Fault? Share(BackendName candidate, BackendName stable, Traffic traffic)
    {
        _backends.Share(candidate, stable, traffic.Candidate);
        return RouteMirror.Set(_rule, candidate, _backends.Like(candidate, stable), traffic.Mirror, Most)
            ?? Route(candidate, stable, traffic);
    }

    public Fault? Add(BackendName candidate, BackendName stable) => _backends.Add(candidate, stable);

    public void Remove(BackendName name) => _backends.Remove(name);

    private JsonObject? Own => _rules.OfType<JsonObject>().FirstOrDefault(rule => OwnRules.NameOf(rule) == _ownName);

    private ValueList<RequestMatch> MatchesOf(BackendName candidate) =>
        Own is not { } own ? []
        : IsFor(own, candidate) ? _matches.Read(own)
        : MatchGroups.Unknown;

    private Fault? Route(BackendName candidate, BackendName stable, Traffic traffic)
    {
        if (traffic.Matches.IsEmpty)
        {
            _rules.Remove(Own);
            return null;
        }

        if (MatchesOf(candidate) == traffic.Matches)
        {
            return null;
        }

        if (!_matches.Write(traffic.Matches).TryGet(out var matches, out var fault))
        {
            return fault;
        }

        _rules.Remove(Own);
        if (_rules.Count >= Most)
        {
            return new Fault(FaultKind.Refused, $"the object has {Most} rules, and no more are allowed; remove one");
        }

        var backend = _backends.Like(candidate, stable);
        backend["weight"] = 1;
        var own = _rule.DeepClone().AsObject();
        RouteMirror.Set(own, candidate, backend, Weight.Zero, Most);
        own["name"] = _ownName;
        own["matches"] = matches;
        own["backendRefs"] = new JsonArray(backend);

        // Before the rule: where two rules are equally specific, the first one counts.
        _rules.Insert(_rules.IndexOf(_rule), (JsonNode)own);
        return null;
    }

    private static bool IsFor(JsonObject own, BackendName candidate) =>
        WeightedBackends.Of(own["backendRefs"], Form)?.IsAlone(candidate) == true;

    private static bool Is(JsonObject rule, GatewayRoute where) =>
        where.Rule is not null ? OwnRules.NameOf(rule) == where.Rule
        : where.Path is not null
            ? (rule["matches"] as JsonArray)?.Any(match => BackendForm.TextOf(match?["path"]?["value"]) == where.Path)
                == true
        : true;
}

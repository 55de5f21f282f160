using System.Text.Json.Nodes;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>The backends of one rule, changed in the tree of the object that the rule is part of.</summary>
internal sealed class RouteRule
{
    /// <summary>The ceiling of the specification.</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(1_000_000);

    /// <summary>The most backends that the specification lets a rule have.</summary>
    private const int MostBackends = 16;

    private readonly JsonArray _backends;

    private RouteRule(JsonArray backends) => _backends = backends;

    /// <summary>The rule that a plan points at; null where the object has none or more than one of that kind.</summary>
    public static RouteRule? Find(JsonObject tree, GatewayRoute where)
    {
        var rules = tree["spec"]?["rules"] as JsonArray ?? [];
        return
            rules.OfType<JsonObject>().Where(rule => Is(rule, where)).ToList() is [var found]
            && found["backendRefs"] is JsonArray backends
            && backends.All(backend => backend is JsonObject one && one["name"] is JsonValue && WeightOf(one) >= 0)
            ? new RouteRule(backends)
            : null;
    }

    public bool Has(BackendName name) => All(name).Any();

    public bool HasTwice(BackendName name) => All(name).Skip(1).Any();

    public int WeightOf(BackendName name) => All(name).Sum(WeightOf);

    public Seen See(BackendName candidate, BackendName stable)
    {
        long all = _backends.OfType<JsonObject>().Sum(backend => (long)WeightOf(backend));
        long ours = WeightOf(candidate);
        long theirs = WeightOf(stable);
        return new Portions(ours, theirs, all - ours - theirs).See(Has(candidate));
    }

    /// <summary>
    /// Shares between both what no third backend gets. A third backend keeps its weight, so the sum of both stays as
    /// near to what it was as the ratio allows.
    /// </summary>
    public void Share(BackendName candidate, BackendName stable, Weight share)
    {
        var others = See(candidate, stable).Other != Weight.Zero;
        var sum = WeightOf(candidate) + WeightOf(stable);
        var (one, other) = Weights.Nearest(share);
        var times = others ? Math.Max(1, sum / (one + other)) : 1;
        Set(candidate, one * times);
        Set(stable, other * times);
    }

    /// <summary>Puts the candidate on the rule at weight 0, in the way that the stable backend is.</summary>
    /// <returns>Whether there was room.</returns>
    public bool Add(BackendName candidate, BackendName stable)
    {
        if (_backends.Count >= MostBackends)
        {
            return false;
        }

        var added = All(stable).FirstOrDefault()?.DeepClone().AsObject() ?? [];
        added["name"] = candidate.Value;
        added["weight"] = 0;
        _backends.Add((JsonNode)added);
        return true;
    }

    public void Remove(BackendName name)
    {
        foreach (var backend in All(name).ToList())
        {
            _backends.Remove(backend);
        }
    }

    private void Set(BackendName name, int weight)
    {
        foreach (var backend in All(name).Where(backend => WeightOf(backend) != weight))
        {
            backend["weight"] = weight;
        }
    }

    private IEnumerable<JsonObject> All(BackendName name) =>
        _backends.OfType<JsonObject>().Where(backend => TextOf(backend["name"]) == name.Value);

    // The specification's default, where the object was written before the cluster filled it in.
    private static int WeightOf(JsonObject backend) =>
        backend["weight"] is JsonValue value && value.TryGetValue(out int weight) ? weight : 1;

    private static bool Is(JsonObject rule, GatewayRoute where) =>
        where.Rule is not null ? TextOf(rule["name"]) == where.Rule
        : where.Path is not null
            ? (rule["matches"] as JsonArray)?.Any(match => TextOf(match?["path"]?["value"]) == where.Path) == true
        : true;

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

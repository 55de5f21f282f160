using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>
/// The specification of a route as a JSON tree. An update overwrites all of it, so unknown fields must be sent back
/// unchanged.
/// </summary>
internal sealed class RouteSpec : IBackendShares
{
    /// <summary>
    /// The sum that the API defines. Weights are read as parts of their sum, and written so that they add up to this.
    /// </summary>
    public const int Whole = 100;

    private const int MostTargets = 10;

    private readonly JsonObject _spec;
    private readonly JsonArray _targets;

    private RouteSpec(JsonObject spec, JsonArray targets) => (_spec, _targets) = (spec, targets);

    /// <summary>A copy of the tree, for the body of an update.</summary>
    public JsonNode Tree => _spec.DeepClone();

    /// <summary>Null if the node is no specification with weighted targets.</summary>
    public static RouteSpec? Parse(JsonNode? node)
    {
        // httpRoute, http2Route, grpcRoute, tcpRoute, and future kinds: all have the same action.
        if (
            node?.DeepClone() is not JsonObject spec
            || spec.Where(part => part.Key.EndsWith("Route", StringComparison.Ordinal)).ToList() is not [var route]
            || (route.Value as JsonObject)?["action"] is not JsonObject action
            || action["weightedTargets"] is not JsonArray targets
        )
        {
            return null;
        }

        var valid = targets.All(target =>
            target is JsonObject one
            && one["virtualNode"]?.GetValueKind() == System.Text.Json.JsonValueKind.String
            && one["weight"] is JsonValue weight
            && weight.TryGetValue<int>(out var number)
            && number is >= 0 and <= Whole
        );
        return valid && targets.Count > 0 ? new RouteSpec(spec, targets) : null;
    }

    /// <summary>Whether both are equal, regardless of the order of their keys.</summary>
    public bool Says(RouteSpec other) => JsonNode.DeepEquals(_spec, other._spec);

    public bool Has(BackendName name) => Find(name).Count > 0;

    /// <summary>
    /// Whether a node is listed more than once, for several ports. Such a node cannot be given a weight.
    /// </summary>
    public bool HasTwice(BackendName name) => Find(name).Count > 1;

    public bool HasTraffic(BackendName name) => WeightOf(name) > 0;

    public int WeightOf(BackendName name) => Find(name).Sum(WeightOf);

    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var all = _targets.Sum(WeightOf);
        var ours = WeightOf(candidate);
        var others = all - ours - WeightOf(stable);

        // A sum of 0 is no final state, and how Envoy treats it is not documented.
        var share = all == 0 ? Weight.Zero : Weight.Share(ours, all);
        var other = all == 0 ? Weight.Full : Weight.Share(others, all);
        return new ObservedTraffic(new Traffic(share, [], Weight.Zero), other, Has(candidate));
    }

    /// <summary>
    /// Sets the candidate's share of the weight that other nodes leave, and gives the rest to the stable node. The sum
    /// thus stays valid for the API, and another node cannot block a rollback.
    /// </summary>
    public Fault? Share(BackendName candidate, BackendName stable, Traffic traffic)
    {
        var others = _targets.Sum(WeightOf) - WeightOf(candidate) - WeightOf(stable);
        var room = Math.Max(0, Whole - others);
        var given = (int)((long)traffic.Candidate.BasisPoints * room / Weight.All);
        Set(candidate, given);
        Set(stable, room - given);
        return null;
    }

    /// <summary>Adds the candidate to the route at weight 0, with the stable node's settings.</summary>
    public Fault? Add(BackendName candidate, BackendName stable)
    {
        if (_targets.Count >= MostTargets)
        {
            return new Fault(
                FaultKind.Refused,
                $"a route has {MostTargets} targets at most; take one off before '{candidate}' is added"
            );
        }

        var added = Find(stable) is [var like, ..] ? like.DeepClone().AsObject() : [];
        added["virtualNode"] = candidate.Value;
        added["weight"] = 0;
        _targets.Add((JsonNode)added);
        return null;
    }

    public void Remove(BackendName name) => Find(name).ForEach(target => _targets.Remove(target));

    private void Set(BackendName name, int weight) => Find(name).ForEach(target => target["weight"] = weight);

    private List<JsonObject> Find(BackendName name) =>
        [.. _targets.OfType<JsonObject>().Where(target => (string?)target["virtualNode"] == name.Value)];

    private static int WeightOf(JsonNode? target) => (int)target!["weight"]!;
}

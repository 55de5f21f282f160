using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>
/// The specification of a route, kept as the tree it came as: an update overwrites all of it, so whatever is not
/// known here must go back as it was.
/// </summary>
internal sealed class RouteSpec
{
    /// <summary>As the API says; weights are read as parts of their sum, and written so that the sum is this.</summary>
    public const int Whole = 100;

    private const int MostTargets = 10;

    private readonly JsonObject _spec;
    private readonly JsonArray _targets;

    private RouteSpec(JsonObject spec, JsonArray targets) => (_spec, _targets) = (spec, targets);

    /// <summary>A tree of its own, for the body of an update.</summary>
    public JsonNode Tree => _spec.DeepClone();

    /// <summary>Null where this is no specification with weighted targets.</summary>
    public static RouteSpec? Parse(JsonNode? node)
    {
        // httpRoute, http2Route, grpcRoute, tcpRoute, and whatever comes next: all have the same action.
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

    /// <summary>Whether both say the same, in whichever order their keys stand.</summary>
    public bool Says(RouteSpec other) => JsonNode.DeepEquals(_spec, other._spec);

    public bool Has(BackendName name) => Find(name).Count > 0;

    /// <summary>Why no weight can be given to a node: it stands there more than once, for several ports.</summary>
    public bool HasTwice(BackendName name) => Find(name).Count > 1;

    public int WeightOf(BackendName name) => Find(name).Sum(WeightOf);

    public Seen See(BackendName candidate, BackendName stable)
    {
        var all = _targets.Sum(WeightOf);
        var ours = WeightOf(candidate);
        var others = all - ours - WeightOf(stable);

        // All at nought is no state to rest in, and what Envoy does then is written nowhere.
        var share = all == 0 ? Weight.Zero : Weight.Share(ours, all);
        var other = all == 0 ? Weight.Full : Weight.Share(others, all);
        return new Seen(new Traffic(share, [], Weight.Zero), other, Has(candidate));
    }

    /// <summary>
    /// Gives the candidate its share of what no third node takes, never more, and the rest to the stable node. So the
    /// sum stays what the API accepts, and a third node cannot stand in the way back.
    /// </summary>
    public void Share(BackendName candidate, BackendName stable, Weight share)
    {
        var others = _targets.Sum(WeightOf) - WeightOf(candidate) - WeightOf(stable);
        var room = Math.Max(0, Whole - others);
        var given = (int)((long)share.BasisPoints * room / Weight.All);
        Set(candidate, given);
        Set(stable, room - given);
    }

    /// <summary>Puts the candidate on the route at weight 0, in the way that the stable node is.</summary>
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

using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>
/// The action of a rule or of a listener as a JSON tree, and the rules of our own that go with it. Target groups and
/// fields that this build does not know are sent back as they came.
/// </summary>
internal sealed class LatticeRule : IBackendShares
{
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(999);

    private const string Identifier = "targetGroupIdentifier";
    private const int MostGroups = 10;

    private readonly WeightedBackends _backends;
    private readonly JsonArray _groups;
    private readonly RuleMatches _matches;
    private readonly TargetGroupNames _names;

    private LatticeRule(JsonObject action, RuleMatches matches, IReadOnlyList<OwnRule>? own, TargetGroupNames names)
    {
        (Action, _matches, Own, _names) = (action.DeepClone().AsObject(), matches, own, names);
        _groups = Action["forward"]!["targetGroups"]!.AsArray();
        _backends = WeightedBackends.Of(_groups, FormOf(names))!;
    }

    /// <summary>The action with its present weights.</summary>
    public JsonObject Action { get; }

    /// <summary>The rules of our own that go with it; null if they have not been read.</summary>
    public IReadOnlyList<OwnRule>? Own { get; private set; }

    /// <summary>The identifiers of the target groups; null if the action forwards to none.</summary>
    public static IEnumerable<string>? GroupsOf(JsonObject action) =>
        action["forward"]?["targetGroups"] is JsonArray { Count: > 0 } groups
        && groups.All(item =>
            item is JsonObject group && BackendForm.TextOf(group[Identifier]) is not null && BackendForm.IsValid(group)
        )
            ? groups.Select(group => BackendForm.TextOf(group![Identifier])!)
            : null;

    /// <param name="action">An action that forwards to target groups.</param>
    /// <param name="match">What the rule matches; null for the default action.</param>
    /// <param name="prefix">What the names of its own rules begin with.</param>
    public static LatticeRule Of(JsonObject action, JsonObject? match, string prefix, TargetGroupNames names) =>
        new(action, new RuleMatches(match ?? [], prefix), own: null, names);

    public LatticeRule Copy() => With(Own);

    /// <summary>The same with the rules of our own, which have been read.</summary>
    public LatticeRule With(IReadOnlyList<OwnRule>? own) => new(Action, _matches, own, _names);

    /// <summary>Whether the target groups of another action have the same weights.</summary>
    public bool HasWeightsOf(JsonObject action) =>
        action["forward"]?["targetGroups"] is JsonArray others
        && WeightsOf(others).Order().SequenceEqual(WeightsOf(_groups).Order());

    public bool Has(BackendName name) => _backends.Has(name);

    public bool HasTwice(BackendName name) => _backends.HasTwice(name);

    public bool HasTraffic(BackendName name) =>
        _backends.WeightOf(name) > 0 || Own is not { } own || own.Any(rule => IsFor(rule, name));

    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var seen = _backends.See(candidate, stable);
        return seen with { Traffic = seen.Traffic with { Matches = MatchesOf(candidate) } };
    }

    public Fault? Share(BackendName candidate, BackendName stable, Traffic traffic)
    {
        _backends.Share(candidate, stable, traffic.Candidate);
        if (MatchesOf(candidate) == traffic.Matches)
        {
            return null;
        }

        if (traffic.Matches.IsEmpty)
        {
            Own = [];
            return null;
        }

        var group = TargetGroupNames.IdOf(BackendForm.TextOf(_backends.Like(candidate, stable)[Identifier])!);
        if (!_matches.Write(traffic.Matches, group).TryGet(out var written, out var fault))
        {
            return fault;
        }

        Own = written;
        return null;
    }

    public Fault? Add(BackendName candidate, BackendName stable) =>
        _names.IdOf(candidate) is null
            ? new Fault(FaultKind.NotFound, $"there is no target group '{candidate}' in this account")
            : _backends.Add(candidate, stable);

    public void Remove(BackendName name) => _backends.Remove(name);

    private ValueList<RequestMatch> MatchesOf(BackendName candidate) =>
        Own is { } own && own.All(rule => IsFor(rule, candidate)) ? _matches.Read(own) : MatchGroups.Unknown;

    private bool IsFor(OwnRule rule, BackendName name) => rule.TargetGroup is { } group && _names.Is(group, name.Value);

    private static IEnumerable<(string, long)> WeightsOf(JsonArray groups) =>
        groups
            .OfType<JsonObject>()
            .Select(group =>
                (TargetGroupNames.IdOf(BackendForm.TextOf(group[Identifier]) ?? ""), BackendForm.WeightOf(group) ?? 1)
            );

    private static BackendForm FormOf(TargetGroupNames names)
    {
        bool Is(JsonObject item, string name) => names.Is(BackendForm.TextOf(item[Identifier])!, name);
        return new()
        {
            Grid = Weights,
            Most = MostGroups,
            Whole = 100,
            Unsaid = static _ => 1,
            NameOf = static item => BackendForm.TextOf(item[Identifier]),
            Rename = (item, name) =>
            {
                // An item that is the backend keeps its identifier, whichever of its forms that is.
                if (!Is(item, name) && names.IdOf(new BackendName(name)) is { } id)
                {
                    item[Identifier] = id;
                }
            },
            Matches = Is,
        };
    }
}

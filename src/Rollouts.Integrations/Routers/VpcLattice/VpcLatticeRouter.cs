using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Aws;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.VpcLattice;

/// <summary>
/// Drives the listeners of one account. An update takes no expected version, so the last writer wins, and the next read
/// shows what is in force.
/// </summary>
internal sealed class VpcLatticeRouter : ConditionalRouter<LatticeRoute>
{
    private readonly VpcLatticeClient _client;
    private readonly TargetGroupNames _names;
    private readonly OwnRules _own;

    public VpcLatticeRouter(AwsEndpoint endpoint, AdapterContext around)
        : base(VpcLatticeDescriptor.Descriptor.Traits)
    {
        _client = new VpcLatticeClient(endpoint, around);
        _names = new TargetGroupNames(_client);
        _own = new OwnRules(_client);
    }

    public override void Dispose() => _client.Dispose();

    /// <summary>Adds the candidate by its id, which is looked up if the plan says its name.</summary>
    public override async Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation)
    {
        var found = await RunAsync<Done>(
                async end =>
                    await _names.FindAsync(route.Candidate, end).ConfigureAwait(false) is { } fault
                        ? fault
                        : default(Done),
                cancellation
            )
            .ConfigureAwait(false);
        return found.TryGet(out _, out var unknown)
            ? await base.AddCandidateAsync(route, cancellation).ConfigureAwait(false)
            : unknown;
    }

    protected override string System => _client.Name;

    protected override LatticeRoute WhereOf(Settings route) => VpcLatticeDescriptor.Route.Read(route);

    protected override Task<Answer<T>> RunAsync<T>(
        Func<CancellationToken, Task<Answer<T>>> call,
        CancellationToken cancellation
    ) => _client.RunAsync(call, cancellation);

    protected override async Task<Answer<IBackendShares>> ReadAsync(
        RouteArms route,
        LatticeRoute where,
        CancellationToken end
    )
    {
        var read = await LoadAsync(route, where, end).ConfigureAwait(false);
        if (!read.TryGet(out var rule, out var fault))
        {
            return fault;
        }

        var answer = await LoadOwnAsync(route, where, rule, end).ConfigureAwait(false);
        return answer.TryGet(out var loaded, out fault) ? loaded.Rule : fault;
    }

    protected override async Task<Answer<Done>> ChangeAsync(
        RouteArms route,
        LatticeRoute where,
        Change change,
        CancellationToken end
    )
    {
        var read = await LoadAsync(route, where, end).ConfigureAwait(false);
        if (!read.TryGet(out var rule, out var fault))
        {
            return fault;
        }

        // A weight that falls waits for no other rule: each further call could fail.
        var fallen = rule.Copy();
        if (change(fallen, where) is null && ShareOf(fallen, route) < ShareOf(rule, route))
        {
            return await SetAsync(where, rule, fallen, end).ConfigureAwait(false);
        }

        var answer = await LoadOwnAsync(route, where, rule, end).ConfigureAwait(false);
        if (!answer.TryGet(out var before, out fault))
        {
            return fault;
        }

        var wanted = before.Rule.Copy();
        return change(wanted, where) is { } refused
            ? refused
            : await PutAsync(where, before, wanted, end).ConfigureAwait(false);
    }

    private static Weight ShareOf(LatticeRule rule, RouteArms route) =>
        rule.See(route.Candidate, route.Stable).Traffic.Candidate;

    /// <summary>The rule with its own rules, and all rules of its listener, whose priorities count.</summary>
    private sealed record Loaded(LatticeRule Rule, IReadOnlyList<OwnRule> Own, IReadOnlyList<JsonObject> Listed);

    /// <summary>The rule with its weights only.</summary>
    private async Task<Answer<LatticeRule>> LoadAsync(RouteArms route, LatticeRoute where, CancellationToken end)
    {
        var read = await _client.GetAsync(where, end).ConfigureAwait(false);
        if (!read.TryGet(out var shown, out var fault))
        {
            return fault;
        }

        if (
            shown[where.Rule is null ? "defaultAction" : "action"] is not JsonObject action
            || LatticeRule.GroupsOf(action) is not { } groups
        )
        {
            return new Fault(FaultKind.Unusable, $"{System}: {where} forwards to no target groups");
        }

        if (await LearnAsync(route, groups, end).ConfigureAwait(false) is { } nameless)
        {
            return nameless;
        }

        var match = shown["match"]?["httpMatch"] as JsonObject;
        var rule = LatticeRule.Of(action, match, OwnRule.PrefixOf(where), _names);
        return Ambiguous(rule, route, where) is { } twice ? twice : rule;
    }

    private async Task<Answer<Loaded>> LoadOwnAsync(
        RouteArms route,
        LatticeRoute where,
        LatticeRule rule,
        CancellationToken end
    )
    {
        var listed = await _client.ListRulesAsync(where, end).ConfigureAwait(false);
        if (!listed.TryGet(out var rules, out var fault))
        {
            return fault;
        }

        var found = await _own.ReadAsync(where, rules, end).ConfigureAwait(false);
        return !found.TryGet(out var own, out fault) ? fault
            : await LearnAsync(route, own.Select(one => one.TargetGroup).OfType<string>(), end).ConfigureAwait(false)
                is { } nameless
                ? nameless
            : new Loaded(rule.With(own), own, rules);
    }

    // A plan that names its target groups by their ids needs no names.
    private async Task<Fault?> LearnAsync(RouteArms route, IEnumerable<string> groups, CancellationToken end) =>
        TargetGroupNames.IsId(route.Candidate) && TargetGroupNames.IsId(route.Stable)
            ? null
            : await _names.LearnAsync(groups, end).ConfigureAwait(false);

    private async Task<Answer<Done>> PutAsync(
        LatticeRoute where,
        Loaded before,
        LatticeRule wanted,
        CancellationToken end
    )
    {
        // What is to go goes first: a change that breaks off in between has taken requests away and added none.
        var own = wanted.Own!;
        return await _own.RemoveAsync(where, before.Own, own, end).ConfigureAwait(false) is { } cannotRemove
                ? cannotRemove
            : await SetAsync(where, before.Rule, wanted, end).ConfigureAwait(false) is Answer<Done>.Failed unset ? unset
            : await _own.WriteAsync(where, before.Own, own, before.Listed, end).ConfigureAwait(false) is { } cannotWrite
                ? cannotWrite
            : default(Done);
    }

    /// <summary>Writes the weights, unless they are there already.</summary>
    private async Task<Answer<Done>> SetAsync(
        LatticeRoute where,
        LatticeRule before,
        LatticeRule wanted,
        CancellationToken end
    )
    {
        if (wanted.HasWeightsOf(before.Action))
        {
            return default(Done);
        }

        var updated = await _client.SetActionAsync(where, wanted.Action, end).ConfigureAwait(false);
        return !updated.TryGet(out var after, out var fault) ? fault
            : after[where.Rule is null ? "defaultAction" : "action"] is JsonObject shown && wanted.HasWeightsOf(shown)
                ? default(Done)
            : new Fault(FaultKind.Broken, $"{System} accepted an update of {where} and shows another");
    }
}

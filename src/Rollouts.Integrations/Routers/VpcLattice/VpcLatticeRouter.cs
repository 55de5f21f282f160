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
        var answer = await LoadAsync(route, where, end).ConfigureAwait(false);
        return answer.TryGet(out var loaded, out var fault) ? loaded.Rule : fault;
    }

    protected override async Task<Answer<Done>> ChangeAsync(
        RouteArms route,
        LatticeRoute where,
        Change change,
        CancellationToken end
    )
    {
        var answer = await LoadAsync(route, where, end).ConfigureAwait(false);
        if (!answer.TryGet(out var before, out var fault))
        {
            return fault;
        }

        var wanted = before.Rule.Copy();
        return change(wanted, where) is { } refused
            ? refused
            : await PutAsync(where, before, wanted, end).ConfigureAwait(false);
    }

    /// <summary>The rule, and all rules of its listener, whose priorities count when one is added.</summary>
    private sealed record Loaded(LatticeRule Rule, IReadOnlyList<JsonObject> Listed);

    private async Task<Answer<Loaded>> LoadAsync(RouteArms route, LatticeRoute where, CancellationToken end)
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

        var listed = await _client.ListRulesAsync(where, end).ConfigureAwait(false);
        if (!listed.TryGet(out var rules, out fault))
        {
            return fault;
        }

        var found = await _own.ReadAsync(where, rules, end).ConfigureAwait(false);
        if (!found.TryGet(out var own, out fault))
        {
            return fault;
        }

        // A plan that names its target groups by their ids needs no names.
        if (
            !(TargetGroupNames.IsId(route.Candidate) && TargetGroupNames.IsId(route.Stable))
            && await _names
                .LearnAsync(groups.Concat(own.Select(rule => rule.TargetGroup).OfType<string>()), end)
                .ConfigureAwait(false)
                is { } nameless
        )
        {
            return nameless;
        }

        var match = shown["match"]?["httpMatch"] as JsonObject;
        var rule = LatticeRule.Of(action, match, OwnRule.PrefixOf(where), own, _names);
        return Ambiguous(rule, route, where) is { } twice ? twice : new Loaded(rule, rules);
    }

    private async Task<Answer<Done>> PutAsync(
        LatticeRoute where,
        Loaded before,
        LatticeRule wanted,
        CancellationToken end
    )
    {
        // What is to go goes first: a way back that breaks off in between has taken requests away and added none.
        if (await _own.RemoveAsync(where, before.Rule.Own, wanted.Own, end).ConfigureAwait(false) is { } cannotRemove)
        {
            return cannotRemove;
        }

        if (!wanted.HasWeightsOf(before.Rule.Action))
        {
            var updated = await _client.SetActionAsync(where, wanted.Action, end).ConfigureAwait(false);
            if (!updated.TryGet(out var after, out var fault))
            {
                return fault;
            }

            if (
                after[where.Rule is null ? "defaultAction" : "action"] is not JsonObject shown
                || !wanted.HasWeightsOf(shown)
            )
            {
                return new Fault(FaultKind.Broken, $"{System} accepted an update of {where} and shows another");
            }
        }

        return
            await _own.WriteAsync(where, before.Rule.Own, wanted.Own, before.Listed, end).ConfigureAwait(false)
                is { } cannotWrite
            ? cannotWrite
            : default(Done);
    }
}

using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Outside.Kubernetes;

namespace Rollouts.Integrations.Routers.GatewayApi;

/// <summary>
/// One cluster whose gateways or mesh follow the Gateway API. Each change holds for the resource version that was read,
/// and counts once the controllers of all parents have accepted it.
/// </summary>
internal sealed class GatewayApiRouter(KubernetesSettings settings, Surroundings around) : ITrafficRouter
{
    /// <summary>How often another writer may be quicker before a change is given up.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly KubernetesCluster _cluster = new(settings, around);

    public Task<Answer<Seen>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        _cluster.RunAsync<Seen>(
            async end =>
            {
                var where = GatewayApiDescriptor.Route.Read(route.Where);
                var settled = await SettledAsync(route, where, end).ConfigureAwait(false);
                if (!settled.TryGet(out var rule, out var fault))
                {
                    return fault;
                }

                var seen = rule.See(route.Candidate, route.Stable);

                // An old version that was taken away after the new one had everything is missed nowhere.
                return !rule.Has(route.Stable) && seen != Seen.Of(Traffic.All) ? Missing(route.Stable, where) : seen;
            },
            cancellation
        );

    public Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation) =>
        Refusal(traffic) is { } refusal
            ? Task.FromResult<Fault?>(refusal)
            : ChangeAsync(
                route,
                (rule, where) =>
                {
                    if (traffic.Candidate != Weight.Zero && !rule.Has(route.Candidate))
                    {
                        return Missing(route.Candidate, where);
                    }

                    if (traffic.Candidate != Weight.Full && !rule.Has(route.Stable))
                    {
                        return Missing(route.Stable, where);
                    }

                    rule.Share(route.Candidate, route.Stable, traffic.Candidate);
                    return null;
                },
                cancellation
            );

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        ChangeAsync(
            route,
            (rule, where) =>
                rule.Has(route.Candidate) || rule.Add(route.Candidate, route.Stable)
                    ? null
                    : new Fault(FaultKind.Refused, $"{Say(where)} has no room for another backend"),
            cancellation
        );

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        ChangeAsync(
            route,
            (rule, where) =>
            {
                if (rule.WeightOf(route.Stable) > 0)
                {
                    return new Fault(
                        FaultKind.Refused,
                        $"backend '{route.Stable}' of {Say(where)} still has a weight; it is not removed"
                    );
                }

                rule.Remove(route.Stable);
                return null;
            },
            cancellation
        );

    public void Dispose() => _cluster.Dispose();

    private async Task<Fault?> ChangeAsync(
        RouteArms route,
        Func<RouteRule, GatewayRoute, Fault?> change,
        CancellationToken cancellation
    )
    {
        var where = GatewayApiDescriptor.Route.Read(route.Where);
        var answer = await _cluster
            .RunAsync<RouteRule>(
                async end =>
                    await ChangeAsync(route, where, change, end).ConfigureAwait(false)
                    ?? await SettledAsync(route, where, end).ConfigureAwait(false),
                cancellation
            )
            .ConfigureAwait(false);
        return answer.TryGet(out _, out var fault) ? null : fault;
    }

    /// <summary>Null where the object says what it should; whether it is in force is another question.</summary>
    private async Task<Answer<RouteRule>?> ChangeAsync(
        RouteArms route,
        GatewayRoute where,
        Func<RouteRule, GatewayRoute, Fault?> change,
        CancellationToken end
    )
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var read = await _cluster.GetAsync(where.Reference, end).ConfigureAwait(false);
            if (!read.TryGet(out var before, out var fault))
            {
                return fault;
            }

            var wanted = before.DeepClone().AsObject();
            if (!Find(wanted, route, where).TryGet(out var rule, out fault))
            {
                return fault;
            }

            if (change(rule, where) is { } refused)
            {
                return refused;
            }

            var patch = JsonPatch.Between(before, wanted);
            if (patch.Count == 0)
            {
                return null;
            }

            var patched = await _cluster.PatchAsync(where.Reference, patch, end).ConfigureAwait(false);
            if (!patched.TryGet(out var after, out fault))
            {
                return fault;
            }

            if (after is null)
            {
                continue;
            }

            if (Kept(after, wanted))
            {
                return null;
            }

            return Dropped(where);
        }

        return new Fault(FaultKind.Throttled, $"{Say(where)} was changed by others {Attempts} times meanwhile");
    }

    /// <summary>The rule, once the controllers have accepted the object as it is.</summary>
    private async Task<Answer<RouteRule>> SettledAsync(RouteArms route, GatewayRoute where, CancellationToken end)
    {
        for (var wait = ShortestLook; ; wait = wait * 2 < LongestLook ? wait * 2 : LongestLook)
        {
            var read = await _cluster.GetAsync(where.Reference, end).ConfigureAwait(false);
            if (!read.TryGet(out var tree, out var fault) || !Find(tree, route, where).TryGet(out var rule, out fault))
            {
                return fault;
            }

            var status = RouteStatus.Of(tree, needsBackends: rule.WeightOf(route.Candidate) > 0);
            if (status.Refusal is { } refusal)
            {
                return new Fault(FaultKind.Refused, $"{Say(where)} is not in force: {refusal}");
            }

            if (status.Pending is not { } pending)
            {
                return rule;
            }

            await WaitAsync(wait, $"{Say(where)} is not in force yet: {pending}", end).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(TimeSpan wait, string pending, CancellationToken end)
    {
        try
        {
            await Task.Delay(wait, around.Clock, end).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That time is up says less than what it was waited for.
            throw new OutsideException(new Fault(FaultKind.TimedOut, pending));
        }
    }

    private Answer<RouteRule> Find(JsonObject tree, RouteArms route, GatewayRoute where) =>
        RouteRule.Find(tree, where) is not { } rule
            ? new Fault(
                FaultKind.NotFound,
                $"{where.Reference} has no such rule ({where.RuleInWords}) with named backends; {_cluster.Name}"
            )
        : new[] { route.Candidate, route.Stable }.Where(rule.HasTwice).ToList() is [var name, ..]
            ? new Fault(
                FaultKind.Unusable,
                $"{Say(where)} names backend '{name}' more than once, so its weight cannot be told"
            )
        : rule;

    // A cluster drops fields that its definitions do not have, and says nothing.
    private static bool Kept(JsonObject after, JsonObject wanted) =>
        JsonNode.DeepEquals(after["spec"]?["rules"], wanted["spec"]?["rules"]);

    private Fault Dropped(GatewayRoute where) =>
        new(FaultKind.Broken, $"{_cluster.Name} accepted a change of {where.Reference} and shows another");

    private static Fault Missing(BackendName backend, GatewayRoute where) =>
        new(FaultKind.NotFound, $"{Say(where)} has no backend '{backend}'");

    private static string Say(GatewayRoute where) => $"{where.RuleInWords} of {where.Reference}";

    // Plans that ask for it were refused before, so this is the last fence.
    private static Fault? Refusal(Traffic traffic) =>
        !traffic.Headers.IsEmpty || traffic.Mirror != Weight.Zero
            ? new Fault(FaultKind.Refused, "routes by header and mirrors are not driven for the Gateway API")
        : !RouteRule.Weights.CanGive(traffic.Candidate)
            ? new Fault(
                FaultKind.Refused,
                $"the Gateway API cannot give {traffic.Candidate} to the candidate; the nearest that it can is "
                    + RouteRule.Weights.SayNearest(traffic.Candidate)
            )
        : null;
}

using System.Net;
using System.Text.Json.Nodes;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>
/// Drives one Kong whose upstreams split traffic by the weights of their targets. Kong has neither a compare-and-set
/// nor a write of two weights at once, so the order of the writes keeps an interrupted change harmless.
/// </summary>
internal sealed class KongRouter(Endpoint endpoint, AdapterContext around) : ITrafficRouter
{
    private readonly KongAdmin _kong = new(endpoint, around);

    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        _kong.RunAsync<ObservedTraffic>(
            async end =>
            {
                var upstream = KongDescriptor.Route.Read(route.Where);
                var answer = await _kong.HealthAsync(upstream, end).ConfigureAwait(false);
                return answer.TryGet(out var targets, out var fault) ? Look(targets, route, upstream) : fault;
            },
            cancellation
        );

    public async Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation)
    {
        if (KongLimits.Refusal(traffic, KongLimits.Weights) is { } refusal)
        {
            return refusal;
        }

        var upstream = KongDescriptor.Route.Read(route.Where);
        var numbers = KongLimits.Weights.Nearest(traffic.Candidate);
        return await _kong
            .DoAsync(
                end =>
                    SetAsync(
                        upstream,
                        new BackendWeight(route.Candidate, numbers.Candidate),
                        new BackendWeight(route.Stable, numbers.Stable),
                        end
                    ),
                cancellation
            )
            .ConfigureAwait(false);
    }

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        _kong.DoAsync(
            async end =>
            {
                var upstream = KongDescriptor.Route.Read(route.Where);
                var body = KongAdmin.Body(new JsonObject { ["target"] = route.Candidate.Value, ["weight"] = 0 });
                using var response = await _kong.Api.PostTargetAsync(upstream, body, end).ConfigureAwait(false);

                // The target exists already. This call must not change its weight.
                return response.StatusCode == HttpStatusCode.Conflict
                    ? null
                    : await _kong.ChangeAsync(Task.FromResult(response), end).ConfigureAwait(false);
            },
            cancellation
        );

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        _kong.DoAsync(
            async end =>
            {
                var upstream = KongDescriptor.Route.Read(route.Where);
                var answer = await _kong.TargetsAsync(upstream, end).ConfigureAwait(false);
                if (!answer.TryGet(out var targets, out var fault))
                {
                    return fault;
                }

                return targets.Find(route.Stable) switch
                {
                    null => null,
                    { Weight: > 0 } busy => new Fault(
                        FaultKind.Refused,
                        $"{_kong.Name}: target '{busy.Name}' still has a weight of {busy.Weight}, so it stays"
                    ),
                    var idle => await _kong
                        .ChangeAsync(_kong.Api.DeleteTargetAsync(upstream, idle.Name, end), end)
                        .ConfigureAwait(false),
                };
            },
            cancellation
        );

    public void Dispose() => _kong.Dispose();

    private Answer<ObservedTraffic> Look(KongUpstream targets, RouteArms route, string upstream)
    {
        var seen = targets.See(route.Candidate, route.Stable);

        // A stable backend that was removed after the candidate had taken all traffic is no fault.
        return targets.Find(route.Stable) is null && seen != ObservedTraffic.Of(Traffic.All)
            ? Missing(route.Stable, upstream)
            : seen;
    }

    private async Task<Fault?> SetAsync(
        string upstream,
        BackendWeight candidate,
        BackendWeight stable,
        CancellationToken end
    )
    {
        var answer = await _kong.TargetsAsync(upstream, end).ConfigureAwait(false);
        if (!answer.TryGet(out var targets, out var fault))
        {
            return fault;
        }

        var (one, other) = (targets.Find(candidate.Backend), targets.Find(stable.Backend));
        if ((candidate.Weight > 0 && one is null) || (stable.Weight > 0 && other is null))
        {
            return Missing(candidate.Weight > 0 && one is null ? candidate.Backend : stable.Backend, upstream);
        }

        foreach (var side in WeightChange.Order((candidate, one?.Weight), (stable, other?.Weight)))
        {
            var body = KongAdmin.Body(new JsonObject { ["weight"] = side.Weight });
            var name = targets.Find(side.Backend)!.Name;
            var refused = await _kong
                .ChangeAsync(_kong.Api.PatchTargetAsync(upstream, name, body, end), end)
                .ConfigureAwait(false);
            if (refused is not null)
            {
                return refused;
            }
        }

        return null;
    }

    private Fault Missing(BackendName target, string upstream) =>
        new(FaultKind.NotFound, $"{_kong.Name} has no target '{target}' in upstream '{upstream}'");
}

using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Outside.Aws;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>
/// One App Mesh. An update takes no version, so whoever writes last wins; the version that comes back tells whether
/// somebody else wrote in between.
/// </summary>
internal sealed class AppMeshRouter(AwsEndpoint endpoint, Surroundings around) : ITrafficRouter
{
    public static readonly WeightGrid Weights = new WeightGrid.SumTo(RouteSpec.Whole);

    private readonly AppMeshClient _client = new(endpoint, around);

    public Task<Answer<Seen>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        _client.RunAsync<Seen>(
            async end =>
            {
                var where = AppMeshDescriptor.Route.Read(route.Where);
                var answer = await _client.DescribeAsync(where, end).ConfigureAwait(false);
                if (!answer.TryGet(out var described, out var fault))
                {
                    return fault;
                }

                var seen = described.Spec.See(route.Candidate, route.Stable);

                // An old version that somebody took away after the new one had everything is missed by nobody.
                return Ambiguous(described.Spec, route, where) is { } twice ? twice
                    : !described.Spec.Has(route.Stable) && seen != Seen.Of(Traffic.All) ? Missing(route.Stable, where)
                    : seen;
            },
            cancellation
        );

    public Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation) =>
        Refusal(traffic) is { } refusal
            ? Task.FromResult<Fault?>(refusal)
            : ChangeAsync(
                route,
                (spec, where) =>
                {
                    if (traffic.Candidate != Weight.Zero && !spec.Has(route.Candidate))
                    {
                        return Missing(route.Candidate, where);
                    }

                    if (traffic.Candidate != Weight.Full && !spec.Has(route.Stable))
                    {
                        return Missing(route.Stable, where);
                    }

                    spec.Share(route.Candidate, route.Stable, traffic.Candidate);
                    return null;
                },
                cancellation
            );

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        ChangeAsync(
            route,
            (spec, _) => spec.Has(route.Candidate) ? null : spec.Add(route.Candidate, route.Stable),
            cancellation
        );

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        ChangeAsync(
            route,
            (spec, where) =>
            {
                if (spec.WeightOf(route.Stable) > 0)
                {
                    return new Fault(
                        FaultKind.Refused,
                        $"'{route.Stable}' still takes traffic on {where}; it is not taken off"
                    );
                }

                spec.Remove(route.Stable);
                return null;
            },
            cancellation
        );

    public void Dispose() => _client.Dispose();

    private async Task<Fault?> ChangeAsync(
        RouteArms route,
        Func<RouteSpec, AppMeshRoute, Fault?> change,
        CancellationToken cancellation
    )
    {
        var where = AppMeshDescriptor.Route.Read(route.Where);
        var answer = await _client
            .RunAsync<Done>(
                async end =>
                {
                    var before = await _client.DescribeAsync(where, end).ConfigureAwait(false);
                    if (!before.TryGet(out var described, out var fault))
                    {
                        return fault;
                    }

                    var wanted = RouteSpec.Parse(described.Spec.Tree)!;
                    return (Ambiguous(wanted, route, where) ?? change(wanted, where)) is { } refused ? refused
                        : wanted.Says(described.Spec) ? default(Done)
                        : await PutAsync(where, wanted, described.Version, end).ConfigureAwait(false);
                },
                cancellation
            )
            .ConfigureAwait(false);
        return answer.TryGet(out _, out var failed) ? null : failed;
    }

    private async Task<Answer<Done>> PutAsync(AppMeshRoute where, RouteSpec wanted, long before, CancellationToken end)
    {
        var updated = await _client.UpdateAsync(where, wanted, end).ConfigureAwait(false);
        if (!updated.TryGet(out var after, out var fault))
        {
            return fault;
        }

        if (after.Version == before + 1)
        {
            return after.Spec.Says(wanted) ? default(Done) : Differs(where);
        }

        // Their change is gone where ours came last, and ours where theirs did: only the next read tells which.
        around.Remark(
            $"somebody else wrote {where} while it was being written from here (version {before} became "
                + $"{after.Version}); look whether their change is still wanted"
        );
        var again = await _client.DescribeAsync(where, end).ConfigureAwait(false);
        return !again.TryGet(out var shown, out fault) ? fault
            : shown.Spec.Says(wanted) ? default(Done)
            : Differs(where);
    }

    private Fault Differs(AppMeshRoute where) =>
        new(FaultKind.Broken, $"{_client.Name} accepted an update of {where} and shows another");

    private Fault? Ambiguous(RouteSpec spec, RouteArms route, AppMeshRoute where) =>
        new[] { route.Candidate, route.Stable }.Where(spec.HasTwice).ToList() is [var name, ..]
            ? new Fault(
                FaultKind.Unusable,
                $"{where} names virtual node '{name}' more than once, so its weight cannot be told; {_client.Name}"
            )
            : null;

    private Fault Missing(BackendName node, AppMeshRoute where) =>
        new(FaultKind.NotFound, $"{_client.Name} has no virtual node '{node}' on {where}");

    // Plans that ask for it were refused before, so this is the last fence.
    private static Fault? Refusal(Traffic traffic) =>
        !traffic.Headers.IsEmpty || traffic.Mirror != Weight.Zero
            ? new Fault(FaultKind.Refused, "App Mesh neither routes a rollout by header nor mirrors its requests")
        : !Weights.CanGive(traffic.Candidate)
            ? new Fault(
                FaultKind.Refused,
                $"App Mesh cannot give {traffic.Candidate} to the candidate; the nearest that its weights can say is "
                    + Weights.SayNearest(traffic.Candidate)
            )
        : null;
}

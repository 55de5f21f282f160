using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Removes the versioned backends that rollouts added and that have no traffic any more. A rollout that has ended is
/// looked at until the backends that it added are off their routes, even if later rollouts exist.
/// </summary>
public sealed class BackendCleanup(
    IConnections connections,
    RouterLanes lanes,
    StateReader reader,
    AddedBackends added,
    TimeProvider time,
    StoreClock clock
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Cleans up the backends of a rollout that has ended, and returns when to look again.</summary>
    public async Task<DueTime> LookAsync(Rollout ended, Lease lease, CancellationToken cancellation)
    {
        var service = (await reader.RelatedStreamsOfAsync(ended.Spec.Plan, cancellation)).Service;
        var own = service.Added.Where(backend => backend.IsOurs && backend.AddedBy == ended.Spec.Id).ToList();

        // An administrator who abandons a rollout takes over its routes. A later start still removes the backends.
        if (own.Count == 0 || ended.Status is not Status.Final || ended.Status is Status.Abandoned)
        {
            return new DueTime(At: null);
        }

        var live = await LiveAsync(service, cancellation);
        List<(ServiceEvent, string)> news = [];
        var next = clock.Now + Longest;
        foreach (var backend in own)
        {
            var (happened, pause) = await LookAsync(service, live, backend, ended.Spec, lease, cancellation);
            news.AddRange(happened);
            next = clock.Now + pause < next ? clock.Now + pause : next;
        }

        return new DueTime(await added.WriteAsync(service, news, cancellation) ? next : clock.Now + Soon);
    }

    /// <summary>
    /// Removes the backends that earlier rollouts left on the routes to which a rollout is about to add its candidate.
    /// It does not wait for a later look, because a router may limit the number of backends on a route.
    /// </summary>
    public async Task MakeRoomAsync(Rollout starting, Lease lease, CancellationToken cancellation)
    {
        var adding = TrafficReconciler
            .Differences(starting, clock.Now)
            .Where(want => want.AddCandidate)
            .Select(want => want.Target)
            .ToHashSet();
        if (adding.Count == 0)
        {
            return;
        }

        var service = (await reader.RelatedStreamsOfAsync(starting.Spec.Plan, cancellation)).Service;
        var live = await LiveAsync(service, cancellation);
        List<(ServiceEvent, string)> news = [];
        foreach (var backend in service.Added.Where(backend => backend.IsOurs && adding.Contains(backend.Target)))
        {
            // The next look removes the backends that do not fit into this lease.
            if (
                !backend.IsNamed(service, [.. live, starting.Spec])
                && service.ServingOn(backend.Target, backend.Backend) is null
                && lease.Covers(Timeouts.RouterRead + Timeouts.RouterWrite)
                && (await reader.LoadAsync(backend.AddedBy, cancellation)).State is { } owner
                && await SeeAsync(service, backend, owner.Spec, cancellation) is { } seen
                && seen.Traffic.Candidate == Weight.Zero
            )
            {
                news.AddRange(await RemoveAsync(service, backend, owner.Spec, seen, lease, cancellation));
            }
        }

        await added.WriteAsync(service, news, cancellation);
    }

    private async Task<(IEnumerable<(ServiceEvent, string)> News, TimeSpan Pause)> LookAsync(
        Service service,
        IReadOnlyList<RolloutSpec> live,
        AddedBackend backend,
        RolloutSpec owner,
        Lease lease,
        CancellationToken cancellation
    )
    {
        if (backend.IsNamed(service, live))
        {
            return (InUse(backend, "a rollout or the service's record names it"), Longest);
        }

        if (await SeeAsync(service, backend, owner, cancellation) is not { } seen)
        {
            return ([], Retry);
        }

        if (seen.Traffic.Candidate != Weight.Zero)
        {
            return (InUse(backend, $"it gets {seen.Traffic.Candidate} of the traffic"), Longest);
        }

        if (service.ServingOn(backend.Target, backend.Backend) is not null)
        {
            return (InUse(backend, "requests still reach it"), Longest);
        }

        var keep = owner.Plan.Backends is Backends.Versioned versioned
            ? versioned.KeepCandidate
            : PlanDefaults.KeepCandidate;
        if (seen.HasCandidate && backend.IdleSince is null)
        {
            var idle = new ServiceEvent.BackendIdle(backend.Target, backend.Backend, clock.Now);
            return ([(idle, $"'{backend.Backend}' gets no traffic of '{backend.Target}'")], keep);
        }

        if (seen.HasCandidate && backend.IdleSince + keep > clock.Now)
        {
            return ([], backend.IdleSince!.Value + keep - clock.Now);
        }

        var removed = await RemoveAsync(service, backend, owner, seen, lease, cancellation);
        return (removed, removed.Count > 0 ? Longest : Retry);
    }

    private static IEnumerable<(ServiceEvent, string)> InUse(AddedBackend backend, string reason) =>
        backend.IdleSince is null
            ? []
            : [(new ServiceEvent.BackendInUse(backend.Target, backend.Backend), $"'{backend.Backend}': {reason}")];

    /// <summary>Removes a backend; returns no events if the router did not remove it.</summary>
    private async Task<IReadOnlyList<(ServiceEvent, string)>> RemoveAsync(
        Service service,
        AddedBackend backend,
        RolloutSpec owner,
        ObservedTraffic seen,
        Lease lease,
        CancellationToken cancellation
    )
    {
        var removed = new ServiceEvent.BackendRemoved(backend.Target, backend.Backend);
        if (!seen.HasCandidate)
        {
            return [(removed, $"'{backend.Backend}' is on the route of '{backend.Target}' no more")];
        }

        if (!RouterOf(service, backend, owner, isRemoved: true).TryGet(out var access, out _))
        {
            return [];
        }

        using var place = await lanes.EnterAsync(access.System, isWayBack: false, cancellation);
        if (!lease.Covers(Timeouts.RouterWrite))
        {
            return [];
        }

        // The router refuses to remove a backend that has a weight, so traffic that was added since the read is safe.
        var fault = await WithTimeout.DoAsync(
            $"the router of '{backend.Target}'",
            Timeouts.RouterWrite,
            time,
            token => access.Router.RemoveStableAsync(access.Route, token),
            cancellation
        );
        return fault is null
            ?
            [
                (
                    removed,
                    $"'{backend.Backend}' was added by rollout {owner.Id} and gets no traffic of '{backend.Target}'"
                ),
            ]
            : [];
    }

    private async Task<ObservedTraffic?> SeeAsync(
        Service service,
        AddedBackend backend,
        RolloutSpec owner,
        CancellationToken cancellation
    )
    {
        if (!RouterOf(service, backend, owner, isRemoved: false).TryGet(out var access, out _))
        {
            return null;
        }

        using var place = await lanes.EnterAsync(access.System, isWayBack: false, cancellation);
        var answer = await WithTimeout.CallAsync(
            $"the router of '{backend.Target}'",
            Timeouts.RouterRead,
            time,
            token => access.Router.ReadAsync(access.Route, token),
            cancellation
        );
        return answer is Answer<ObservedTraffic>.Got { Value: var seen } ? seen : null;
    }

    /// <summary>
    /// The route on which the backend was added, as its rollout named it, with the backend that is stable now.
    /// </summary>
    private Answer<RouterAccess> RouterOf(Service service, AddedBackend backend, RolloutSpec owner, bool isRemoved)
    {
        var route = owner.Plan.Targets.First(target => target.Name == backend.Target).Route;
        var stable =
            service.StableOn(backend.Target)?.Backend
            ?? owner.Targets.First(target => target.Name == backend.Target).Stable;
        return isRemoved
            ? connections.RouterOf(route, candidate: stable, stable: backend.Backend)
            : connections.RouterOf(route, candidate: backend.Backend, stable: stable);
    }

    /// <summary>The specs of the rollouts of the service that have not ended.</summary>
    private async Task<IReadOnlyList<RolloutSpec>> LiveAsync(Service service, CancellationToken cancellation)
    {
        List<RolloutSpec> live = [];
        RolloutId?[] ids =
        [
            service.UnderWay?.Id,
            service.Waiting?.Id,
            .. service.Leaving.Select(leaving => (RolloutId?)leaving.Id),
        ];
        foreach (var id in ids.OfType<RolloutId>())
        {
            if ((await reader.LoadAsync(id, cancellation)).State is { } state)
            {
                live.Add(state.Spec);
            }
        }

        return live;
    }
}

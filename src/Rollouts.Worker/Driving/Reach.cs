using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Outside;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Observing;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Driving;

/// <summary>
/// Closes the difference between the traffic that is wanted and the traffic that is there. Every target for itself: a
/// router that fails keeps no other waiting for longer than its own patience.
/// </summary>
public sealed class Reach(IConnections connections, Lanes lanes, TimeProvider time)
{
    /// <summary>What the routers show. On the way back nobody waits to see before what differs is written.</summary>
    public Task<Observation[]> ReadAsync(Rollout state, Instant now, CancellationToken cancellation) =>
        ForEachAsync(
            "router read",
            state,
            Desired.Of(state, now).Targets.Where(want => !want.IsWayBack || !Differs(state, want)),
            (want, access) => ReadAsync(want, access, cancellation)
        );

    /// <summary>Whether the candidate would be given something that it does not have.</summary>
    public static bool GoesForward(Rollout state, Instant now) => Differences(state, now).Any(want => !want.IsWayBack);

    /// <summary>Writes what differs, and reads back what came of it.</summary>
    public Task<Observation[]> WriteAsync(Rollout state, Lease lease, Instant now, CancellationToken cancellation) =>
        ForEachAsync(
            "router write",
            state,
            Differences(state, now),
            (want, access) => WriteAsync(state, want, access, lease, cancellation)
        );

    private static IEnumerable<TargetWant> Differences(Rollout state, Instant now) =>
        Desired.Of(state, now).Targets.Where(want => want.AddCandidate || want.RemoveStable || Differs(state, want));

    private async Task<Observation[]> ForEachAsync(
        string what,
        Rollout state,
        IEnumerable<TargetWant> wants,
        Func<TargetWant, RouterAccess, Task<Observation[]>> reach
    )
    {
        var reached = await Task.WhenAll(
            wants.Select(async want =>
            {
                using var span = Traces.Begin(what, state.Terms, want.Target);
                var observed = connections.RouterOf(state.Terms, want.Target).TryGet(out var access, out var fault)
                    ? await reach(want, access)
                    : [new Observation.RouterFailed(want.Target, fault.Message)];
                Traces.Conclude(span, observed.Any(one => one is Observation.RouterFailed) ? "failed" : Labels.Done);
                return observed;
            })
        );
        return [.. reached.SelectMany(observations => observations)];
    }

    private async Task<Observation[]> ReadAsync(TargetWant want, RouterAccess access, CancellationToken cancellation)
    {
        using var place = await lanes.EnterAsync(access.System, want.IsWayBack, cancellation);
        var answer = await Timed.CallAsync(
            $"the router of '{want.Target}'",
            Patience.RouterRead,
            time,
            token => access.For(want.IsWayBack).ReadAsync(access.Route, token),
            cancellation
        );
        return answer switch
        {
            Answer<Seen>.Got got => [new Observation.TrafficRead(want.Target, got.Value)],
            Answer<Seen>.Failed failed => [new Observation.RouterFailed(want.Target, failed.Fault.Message)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<Observation[]> WriteAsync(
        Rollout state,
        TargetWant want,
        RouterAccess access,
        Lease lease,
        CancellationToken cancellation
    )
    {
        Fault? fault;
        using (await lanes.EnterAsync(access.System, want.IsWayBack, cancellation))
        {
            // Looked at last of all: whoever waited for its place may have lost the rollout meanwhile, and a weight
            // that is written late is a weight that nobody decided.
            if (!lease.Covers(Patience.RouterWrite))
            {
                return [];
            }

            fault = await Timed.DoAsync(
                $"the router of '{want.Target}'",
                Patience.RouterWrite,
                time,
                token => ChangeAsync(access, want, token),
                cancellation
            );
        }

        if (fault is not null)
        {
            return [new Observation.RouterFailed(want.Target, fault.Message)];
        }

        Observation[] accepted = want.Traffic is { } traffic
            ? [new Observation.WriteAccepted(want.Target, traffic)]
            : [];
        return state.Target(want.Target)!.Terms.ReadsBack && !state.IsFinal
            ? [.. accepted, .. await ReadAsync(want, access, cancellation)]
            : accepted;
    }

    private static async Task<Fault?> ChangeAsync(RouterAccess access, TargetWant want, CancellationToken cancellation)
    {
        var (router, route) = (access.For(want.IsWayBack), access.Route);
        if (want.AddCandidate && await router.AddCandidateAsync(route, cancellation) is { } cannotAdd)
        {
            return cannotAdd;
        }

        if (want.Traffic is { } traffic && await router.WriteAsync(route, traffic, cancellation) is { } cannotWrite)
        {
            return cannotWrite;
        }

        return want.RemoveStable ? await router.RemoveStableAsync(route, cancellation) : null;
    }

    /// <summary>
    /// What a router shows may be right while it has not accepted it: the half of a write that keeps it for the next
    /// reload can fail alone. While a rollout stands still nothing is written that is there already, since it may be
    /// there because somebody took it there.
    /// </summary>
    private static bool Differs(Rollout state, TargetWant want)
    {
        var target = state.Target(want.Target)!;
        if (want.Traffic is not { } traffic)
        {
            return false;
        }

        if (!target.Terms.ReadsBack)
        {
            return target.Applied != traffic || target.AwaitsNews;
        }

        return target.Observed?.Traffic != traffic
            || (target.Applied != traffic && state.Status is Status.Running or Status.RollingBack);
    }
}

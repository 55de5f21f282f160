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
            RouterDirection.Read,
            Desired.Of(state, now).Targets.Where(want => !want.IsWayBack || !want.IsPending),
            (want, access) => ReadAsync(want, access, cancellation)
        );

    /// <summary>Whether the candidate would be given something that it does not have.</summary>
    public static bool GoesForward(Rollout state, Instant now) => Differences(state, now).Any(want => !want.IsWayBack);

    /// <summary>Writes what differs, and reads back what came of it.</summary>
    /// <param name="failed">The targets whose router failed during this look; they wait for the next one.</param>
    public Task<Observation[]> WriteAsync(
        Rollout state,
        Lease lease,
        Instant now,
        CancellationToken cancellation,
        IReadOnlySet<TargetName>? failed = null
    ) =>
        ForEachAsync(
            "router write",
            state,
            RouterDirection.Write,
            Differences(state, now).Where(want => failed?.Contains(want.Target) != true),
            (want, access) => WriteAsync(state, want, access, lease, cancellation)
        );

    /// <summary>The targets whose router has to be written.</summary>
    public static IEnumerable<TargetWant> Differences(Rollout state, Instant now) =>
        Desired.Of(state, now).Targets.Where(want => want.IsPending);

    private async Task<Observation[]> ForEachAsync(
        string what,
        Rollout state,
        RouterDirection direction,
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
                    : [Failed(want, direction, fault)];
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
            Answer<Seen>.Failed failed => [Failed(want, RouterDirection.Read, failed.Fault)],
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

        Observation outcome = fault is null
            ? new Observation.WriteAccepted(want.Target, want.Traffic)
            : Failed(want, RouterDirection.Write, fault);

        // A router that refuses writes can often be read: an operator may have done by hand what was refused here.
        var answers = fault?.Kind is not (FaultKind.Unreachable or FaultKind.TimedOut);
        return answers && state.Target(want.Target)!.Terms.ReadsBack && !state.IsFinal
            ? [outcome, .. await ReadAsync(want, access, cancellation)]
            : [outcome];
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

    private static Observation.RouterFailed Failed(TargetWant want, RouterDirection direction, Fault fault) =>
        new(want.Target, direction, KindOf(fault.Kind), fault.Message);

    private static RouterFailureKind KindOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.Unreachable => RouterFailureKind.Unreachable,
            FaultKind.TimedOut => RouterFailureKind.TimedOut,
            FaultKind.Throttled => RouterFailureKind.Throttled,
            FaultKind.Broken => RouterFailureKind.Broken,
            FaultKind.Denied => RouterFailureKind.Denied,
            FaultKind.NotFound => RouterFailureKind.NotFound,
            FaultKind.Gone => RouterFailureKind.Gone,
            FaultKind.Refused => RouterFailureKind.Refused,
            FaultKind.Unusable => RouterFailureKind.Unusable,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Metering;
using Rollouts.Engine.Observing;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Closes the difference between desired and actual traffic, for each target separately: a router that fails delays the
/// others by no more than its own timeout.
/// </summary>
public sealed class TrafficReconciler(
    IConnections connections,
    RouterLanes lanes,
    RouteAlerts alerts,
    TimeProvider time
)
{
    /// <summary>Reads the routers. A rollback writes its differences without this read.</summary>
    public Task<Observation[]> ReadAsync(Rollout state, Instant now, CancellationToken cancellation) =>
        ForEachAsync(
            "router read",
            state,
            RouterDirection.Read,
            DesiredState.TargetsOf(state).Where(want => !want.IsRollback || !want.IsPending),
            (want, access) => ReadAsync(state, want, access, cancellation)
        );

    /// <summary>Whether a pending write gives the candidate more than it has.</summary>
    public static bool GoesForward(Rollout state, Instant now) => Differences(state, now).Any(want => !want.IsRollback);

    /// <summary>Writes the differences and reads the result back.</summary>
    /// <param name="failed">The targets whose router failed during this look. They wait for the next one.</param>
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

    /// <summary>The targets with a pending write.</summary>
    public static IEnumerable<DesiredTraffic> Differences(Rollout state, Instant now) =>
        DesiredState.TargetsOf(state).Where(want => want.IsPending);

    private async Task<Observation[]> ForEachAsync(
        string what,
        Rollout state,
        RouterDirection direction,
        IEnumerable<DesiredTraffic> wants,
        Func<DesiredTraffic, RouterAccess, Task<Observation[]>> reach
    )
    {
        var reached = await Task.WhenAll(
            wants.Select(async want =>
            {
                using var span = Traces.Begin(what, state.Spec, want.Target);
                Observation[] observed;
                if (connections.RouterOf(state.Spec, want.Target).TryGet(out var access, out var fault))
                {
                    // Before the read, which covers all changes until then.
                    alerts.Keep(state.Spec.Id, want.Target, access);
                    observed = await reach(want, access);
                }
                else
                {
                    observed = [Failed(want, direction, fault)];
                }

                Traces.Conclude(span, observed.Any(one => one is Observation.RouterFailed) ? "failed" : Labels.Done);
                return observed;
            })
        );
        return [.. reached.SelectMany(observations => observations)];
    }

    private async Task<Observation[]> ReadAsync(
        Rollout state,
        DesiredTraffic want,
        RouterAccess access,
        CancellationToken cancellation
    )
    {
        // Where nothing is to be moved, a watch that has seen no change since the last read says the same as a read.
        if (
            !want.IsPending
            && (state.IsFinal || state.Instruction is not Instruction.Ready)
            && access.Watcher?.Shown(access.Route) is { } shown
        )
        {
            return [new Observation.TrafficRead(want.Target, shown)];
        }

        using var place = await lanes.EnterAsync(access.System, want.IsRollback, cancellation);
        var answer = await WithTimeout.CallAsync(
            $"the router of '{want.Target}'",
            Timeouts.RouterRead,
            time,
            token => access.For(want.IsRollback).ReadAsync(access.Route, token),
            cancellation
        );
        return answer switch
        {
            Answer<ObservedTraffic>.Got got =>
            [
                new Observation.TrafficRead(
                    want.Target,
                    got.Value with
                    {
                        DeploymentLack = await LackAsync(state, want, access, cancellation),
                    }
                ),
            ],
            Answer<ObservedTraffic>.Failed failed => [Failed(want, RouterDirection.Read, failed.Fault)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Why the Deployment of the candidate is not ready, if the rollout waits for it.</summary>
    private async Task<string?> LackAsync(
        Rollout state,
        DesiredTraffic want,
        RouterAccess access,
        CancellationToken cancellation
    )
    {
        var target = state.Target(want.Target)!.Spec;
        if (
            state.IsFinal
            || state.Instruction is not Instruction.Ready
            || target.Wave != state.Position.Wave
            || target.Deployment is not { } deployment
        )
        {
            return null;
        }

        if (access.Deployments is not { } deployments)
        {
            return $"its router cannot look at Deployment '{deployment}'";
        }

        var answer = await WithTimeout.CallAsync(
            $"Deployment '{deployment}' of '{want.Target}'",
            Timeouts.RouterRead,
            time,
            token => deployments.LackAsync(access.Route, deployment, token),
            cancellation
        );
        return answer switch
        {
            Answer<string>.Got { Value.Length: 0 } => null,
            Answer<string>.Got got => got.Value,
            Answer<string>.Failed { Fault: var fault } => Say(deployment, fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // A transient fault is reported without its details. They differ from look to look and would fill the history.
    private static string Say(string deployment, Fault fault) =>
        fault.MayPass
            ? $"Deployment '{deployment}' cannot be read at the moment"
            : $"Deployment '{deployment}' cannot be read: {fault.Message}";

    private async Task<Observation[]> WriteAsync(
        Rollout state,
        DesiredTraffic want,
        RouterAccess access,
        Lease lease,
        CancellationToken cancellation
    )
    {
        Fault? fault;
        using var receipts = WriteReceipts.Collect();
        using (await lanes.EnterAsync(access.System, want.IsRollback, cancellation))
        {
            // Checked last: the rollout may have lost its lease while it waited for the lane, and a late write could
            // set a weight that is no longer decided.
            if (!lease.Covers(Timeouts.RouterWrite))
            {
                return [];
            }

            fault = await WithTimeout.DoAsync(
                $"the router of '{want.Target}'",
                Timeouts.RouterWrite,
                time,
                token => ChangeAsync(access, want, token),
                cancellation
            );
        }

        Observation outcome = fault is null
            ? new Observation.WriteAccepted(want.Target, want.Traffic) { Receipts = receipts.Ids }
            : Failed(want, RouterDirection.Write, fault);

        // A router that refuses writes can often be read. An operator may have made the refused change by hand.
        var answers = fault?.Kind is not (FaultKind.Unreachable or FaultKind.TimedOut);
        return answers && state.Target(want.Target)!.Spec.ReadsBack && !state.IsFinal
            ? [outcome, .. await ReadAsync(state, want, access, cancellation)]
            : [outcome];
    }

    private static async Task<Fault?> ChangeAsync(
        RouterAccess access,
        DesiredTraffic want,
        CancellationToken cancellation
    )
    {
        var (router, route) = (access.For(want.IsRollback), access.Route);
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

    private static Observation.RouterFailed Failed(DesiredTraffic want, RouterDirection direction, Fault fault) =>
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

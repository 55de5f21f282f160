using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>Derives the desired traffic of each target from the state.</summary>
internal static class DesiredTrafficOf
{
    public static ValueList<DesiredTraffic> Of(Rollout state) =>
        state.Targets.Select(target => Pending(state, target, Of(state, target))).ToValueList();

    private static DesiredTraffic Of(Rollout state, TargetState target) =>
        state.Status switch
        {
            // Another controller moves the weights, also after the observation has ended.
            _ when state.Spec.Observes => Read(target),
            // No traffic has been decided before the start, so a router that can be read is only read.
            Status.Queued => Read(target) with
            {
                Traffic = target.Spec.ReadsBack || state.IsReturn ? null : Traffic.None,
                AddCandidate = Adds(state, target),
            },
            Status.Running or Status.Paused when target.Spec.Wave > state.Position.Wave => Read(target),
            Status.Running or Status.Paused => Read(target) with
            {
                Traffic = target.Aim,
                AddCandidate = Adds(state, target),
            },
            Status.RollingBack when !target.WasMoved => Read(target),
            Status.RollingBack => Read(target) with { Traffic = WayBack(target), IsRollback = true },
            Status.Succeeded => Read(target) with { Traffic = target.Aim, RemoveStable = target.Spec.AddsBackend },
            Status.RolledBack or Status.Superseded when target.WasMoved => Read(target) with { Traffic = target.Aim },
            Status.Observing or Status.Final => Read(target),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static DesiredTraffic Pending(Rollout state, TargetState target, DesiredTraffic want) =>
        want with
        {
            IsPending = state.Hold is null && (want.AddCandidate || want.RemoveStable || Differs(state, target, want)),
        };

    /// <summary>
    /// A router may show the right weights and still not have accepted them: the half of a write that keeps them for
    /// the next reload can fail alone. While a rollout is paused, weights that are there already are not written,
    /// because an operator may have set them.
    /// </summary>
    private static bool Differs(Rollout state, TargetState target, DesiredTraffic want)
    {
        if (want.Traffic is not { } traffic)
        {
            return false;
        }

        if (!target.Spec.ReadsBack)
        {
            return target.Applied != traffic || target.AwaitsNews;
        }

        return target.Observed?.Traffic != traffic
            || (target.Applied != traffic && state.Status is Status.Running or Status.RollingBack);
    }

    private static DesiredTraffic Read(TargetState target) =>
        new(target.Name, Traffic: null, AddCandidate: false, RemoveStable: false, IsRollback: false);

    private static bool Adds(Rollout state, TargetState target) =>
        target.Spec.AddsBackend
        && target.Spec.Wave == state.Position.Wave
        && (target.Spec.ReadsBack ? target.Observed is { HasCandidate: false } : target.Applied is null);

    // Weights first: they carry the users. Then mirrors, which cost the new version load, then routes.
    private static Traffic WayBack(TargetState target) =>
        target.Actual switch
        {
            null => target.Aim,
            { Candidate.BasisPoints: > 0 } actual => actual with { Candidate = Weight.Zero },
            { Mirror.BasisPoints: > 0 } actual => actual with { Mirror = Weight.Zero },
            _ => target.Aim,
        };
}

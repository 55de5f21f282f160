using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>What each state wants of its targets.</summary>
internal static class TargetWants
{
    public static ValueList<TargetWant> Of(Rollout state) =>
        state.Targets.Select(target => Pending(state, target, Of(state, target))).ToValueList();

    private static TargetWant Of(Rollout state, TargetState target) =>
        state.Status switch
        {
            // Before the start nobody has decided anything about traffic: a router that can be read is only read.
            Status.Queued => Read(target) with
            {
                Traffic = target.Terms.ReadsBack || state.IsReturn ? null : Traffic.None,
                AddCandidate = Adds(state, target),
            },
            Status.Running or Status.Paused when target.Terms.Wave > state.Position.Wave => Read(target),
            Status.Running or Status.Paused => Read(target) with
            {
                Traffic = target.Aim,
                AddCandidate = Adds(state, target),
            },
            Status.RollingBack when !target.WasMoved => Read(target),
            Status.RollingBack => Read(target) with { Traffic = WayBack(target), IsWayBack = true },
            Status.Succeeded => Read(target) with { Traffic = target.Aim, RemoveStable = target.Terms.AddsBackend },
            Status.RolledBack or Status.Superseded when target.WasMoved => Read(target) with { Traffic = target.Aim },
            Status.Final => Read(target),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static TargetWant Pending(Rollout state, TargetState target, TargetWant want) =>
        want with
        {
            IsPending = state.Hold is null && (want.AddCandidate || want.RemoveStable || Differs(state, target, want)),
        };

    /// <summary>
    /// A router may show the right weights and still not have accepted them: the half of a write that keeps them for
    /// the next reload can fail alone. While a rollout is paused, weights that are there already are not written,
    /// because an operator may have set them.
    /// </summary>
    private static bool Differs(Rollout state, TargetState target, TargetWant want)
    {
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

    private static TargetWant Read(TargetState target) =>
        new(target.Name, Traffic: null, AddCandidate: false, RemoveStable: false, IsWayBack: false);

    private static bool Adds(Rollout state, TargetState target) =>
        target.Terms.AddsBackend
        && target.Terms.Wave == state.Position.Wave
        && (target.Terms.ReadsBack ? target.Observed is { HasCandidate: false } : target.Applied is null);

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

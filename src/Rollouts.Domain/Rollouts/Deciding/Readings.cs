using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Compares a reading of a router with the weights written here, now or before. Any other weight is drift, and drift
/// never counts as progress.
/// </summary>
internal static class Readings
{
    /// <summary>
    /// Drift that returns within this time after its correction is deliberate: another actor keeps setting the weight.
    /// </summary>
    private static readonly TimeSpan Insistence = TimeSpan.FromMinutes(1);

    public static void Decide(Draft draft, Observation.TrafficRead read)
    {
        if (draft.State.Target(read.Target) is not { } target)
        {
            return;
        }

        RouterFailures.Ended(draft, target, RouterDirection.Read, read.Folded);
        if (target.Observed != read.Seen || (target.AwaitsNews && target.Spec.ReadsBack))
        {
            draft.Add(new RolloutEvent.TrafficSeen(read.Target, read.Seen));
        }

        // A rollout with a hold corrects nothing. Its routers are compared when the hold ends.
        if (draft.State.Hold is null)
        {
            Compare(draft, target, read.Seen);
        }

        RouterFailures.EndMootWrite(draft, read.Target);
    }

    /// <summary>Compares a reading with the weights that were written.</summary>
    public static void Compare(Draft draft, TargetState target, ObservedTraffic seen)
    {
        if (draft.State.IsUnderWay && target.Spec.Wave <= draft.State.Position.Wave)
        {
            Drift(draft, target, seen);
        }
    }

    private static void Drift(Draft draft, TargetState target, ObservedTraffic seen)
    {
        var weight = seen.Traffic.Candidate;
        if (seen.Other != Weight.Zero)
        {
            draft.Pause(
                PauseKind.Drift,
                $"backends of neither version get {seen.Other} of the traffic on '{target.Name}'"
            );
        }
        else if (target.Ours.Contains(weight) || weight == target.Aim.Candidate)
        {
            return;
        }
        else if (weight < target.Aim.Candidate)
        {
            draft.Add(new RolloutEvent.DriftedDown(target.Name, weight));
            draft.Pause(
                PauseKind.Drift,
                $"another writer took '{target.Name}' from {target.Aim.Candidate} to {weight}; it is left there"
            );
        }
        else
        {
            DriftUp(draft, target, weight);
        }
    }

    private static void DriftUp(Draft draft, TargetState target, Weight weight)
    {
        draft.Add(new RolloutEvent.DriftedUp(target.Name, weight));
        if (target.CorrectedAt is { } corrected && draft.Now < corrected + Insistence)
        {
            draft.Pause(
                PauseKind.Drift,
                $"another writer sets '{target.Name}' to {weight} again and again; two hands on one route is for "
                    + "people to settle"
            );
        }
    }
}

using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Holds after the store went back in time. The restored decisions are out of date: a newer version may have succeeded
/// since. Nothing is written before a reading or a person confirms them.
/// </summary>
internal static class StoreHolds
{
    public static string Say(StoreHoldKind kind) =>
        kind switch
        {
            StoreHoldKind.Unacknowledged => "the database went back in time and this is not acknowledged",
            StoreHoldKind.Acknowledged => "a backup of the database was restored",
            StoreHoldKind.Reread => "the database lost its last seconds",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static void Begin(Draft draft, StoreHold hold)
    {
        if (draft.State.WentBack is null || draft.State.WentBack.At < hold.At)
        {
            draft.Add(new RolloutEvent.StoreWentBack(hold));
        }
        // The restore was acknowledged later than it was noticed.
        else if (
            draft.State.Hold is { Kind: StoreHoldKind.Unacknowledged } held
            && held.At == hold.At
            && hold.Kind == StoreHoldKind.Acknowledged
        )
        {
            draft.Add(new RolloutEvent.StoreWentBack(hold));
        }
    }

    /// <summary>Ends a hold on a person's word.</summary>
    public static void Confirm(Draft draft)
    {
        draft.Add(new RolloutEvent.HoldReleased());
        Compare(draft);
    }

    /// <summary>Ends a hold as soon as its condition is met.</summary>
    public static void Settle(Draft draft)
    {
        if (draft.State.Hold is { } hold && Because(draft.State, hold) is { } reason)
        {
            draft.Follow(new RolloutEvent.HoldReleased(), reason);
            Compare(draft);
        }
    }

    /// <summary>
    /// Limits and missing answers are counted from times in the lost world, so they wait with the rest. A breach, an
    /// alarm and a person speak of now.
    /// </summary>
    private static string? Because(Rollout state, StoreHold hold) =>
        state.Status switch
        {
            Status.RollingBack { Reason: RollbackReason.Breach or RollbackReason.Alarm or RollbackReason.Person } back
                when back.Since > hold.At => "the rollback was decided after the database went back in time",
            Status.Queued or Status.Running or Status.Paused or Status.RollingBack or Status.Final => hold.Kind switch
            {
                StoreHoldKind.Reread when state.Targets.All(IsRead) => "every router was read again",
                StoreHoldKind.Acknowledged when state.Targets.All(IsRead) && state.Targets.All(IsKnown) =>
                    "no router shows more than this rollout asked for",
                _ => null,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A router that cannot be read has nothing to show.</summary>
    private static bool IsRead(TargetState target) =>
        !target.Spec.ReadsBack || target is { AwaitsNews: false, Observed: not null };

    /// <summary>
    /// Whether the store explains the weight that the router shows. 100 % that is not aimed at may be a newer success
    /// of the same version, even if this rollout had reached 100 % itself.
    /// </summary>
    private static bool IsKnown(TargetState target) =>
        target is { Spec.ReadsBack: true, Observed: { } seen }
        && seen.Other == Weight.Zero
        && seen.Traffic.Candidate <= target.Furthest
        && (seen.Traffic.Candidate < Weight.Full || target.Aim.Candidate == Weight.Full);

    // Readings during the hold were not compared, so the last ones are compared now.
    private static void Compare(Draft draft)
    {
        foreach (var target in draft.State.Targets)
        {
            if (target is { AwaitsNews: false, Observed: { } seen, Spec.ReadsBack: true })
            {
                Readings.Compare(draft, target, seen);
            }
        }
    }
}

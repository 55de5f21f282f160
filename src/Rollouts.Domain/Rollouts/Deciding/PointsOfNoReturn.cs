using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Holds a rollout whose plan asks for a rollback past its point of no return. The old version may be unable to serve,
/// so going back is a decision for a person, who is told of it again and again.
/// </summary>
internal static class PointsOfNoReturn
{
    /// <summary>Records a reason once. A reason that asks at each look fills no log.</summary>
    public static void Withhold(Draft draft, RollbackReason reason, string because)
    {
        if (draft.State.Withheld?.Reasons.Contains(reason) != true)
        {
            Tell(draft, reason, because);
        }

        draft.Pause(PauseKind.PastPoint, because);
    }

    /// <summary>When people are told again; null if no rollback is withheld.</summary>
    public static Instant? ReminderDue(Rollout state) => state.Withheld?.ToldAt + PlanDefaults.RemindEvery;

    public static bool Remind(Draft draft)
    {
        if (ReminderDue(draft.State) is not { } due || draft.Now < due || draft.State.Withheld is not { } withheld)
        {
            return false;
        }

        Tell(draft, withheld.Reasons[^1], withheld.Because);
        return true;
    }

    private static void Tell(Draft draft, RollbackReason reason, string because) =>
        draft.Follow(new RolloutEvent.RollbackWithheld(reason, (draft.State.Withheld?.TimesTold ?? 0) + 1), because);
}

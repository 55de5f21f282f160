using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Applies what happens at and past the point of no return.</summary>
internal static class PointEvolution
{
    /// <summary>The point counts for every wave as soon as it is entered in one.</summary>
    public static Rollout Entered(Rollout state, Instant at) =>
        state is { PassedPoint: null, Instruction: Instruction.PointOfNoReturn point }
            ? state with
            {
                PassedPoint = new PassedPoint(point.Because, state.Position, at),
            }
            : state;

    public static Rollout Withheld(Rollout state, RolloutEvent.RollbackWithheld withheld, RecordedEvent recorded)
    {
        var reasons = state.Withheld?.Reasons ?? [];
        return state with
        {
            Withheld = new WithheldRollback(
                reasons.Contains(withheld.Reason) ? reasons : reasons.Add(withheld.Reason),
                recorded.Reason,
                state.Withheld?.Since ?? recorded.At,
                withheld.TimesTold,
                recorded.At
            ),
        };
    }

    /// <summary>
    /// The person who resumes the rollout has seen what asked for the rollback. Without this a limit, or an alarm that
    /// rings for days, would hold the rollout again at once, and only a rollback could end it.
    /// </summary>
    public static Rollout Resumed(Rollout state, Instant at) =>
        state.PassedPoint is null
            ? state
            : state with
            {
                AlarmsSeen = state.AlarmsRinging,
                LimitFrom = state.Withheld?.Reasons.Contains(RollbackReason.Limit) == true ? at : state.LimitFrom,
                Withheld = null,
            };
}

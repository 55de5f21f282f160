using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>
/// The next time at which the passage of time alone changes the rollout. It may be early, because an extra look is
/// cheap. It is never late, because no other component keeps the deadlines.
/// </summary>
internal static class NextDeadline
{
    public static Instant? Of(Rollout state, Instant now)
    {
        Instant? due = null;
        foreach (var moment in Moments(state))
        {
            // A moment in the past has been handled. The rollout waits for an external event after it, not for time.
            if (moment is { } future && future > now && (due is null || future < due))
            {
                due = future;
            }
        }

        return due;
    }

    /// <summary>When the pause of the present step ends; null if the step has no pause.</summary>
    public static Instant? PauseEnds(Rollout state) =>
        state.Status is Status.Running && state.Instruction.Shortest > TimeSpan.Zero && state.Step.RunsFrom is { } from
            ? from + (state.Instruction.Shortest - state.Step.Ran)
            : null;

    private static IEnumerable<Instant?> Moments(Rollout state) =>
        state.Status switch
        {
            Status.Queued => [state.OpenedAt + state.Spec.Plan.Limits.QueuedAtMost],
            Status.Running =>
            [
                Deadlines.LimitDue(state),
                Deadlines.AnswerDue(state),
                Escalations.Due(state),
                .. Guards(state),
                .. Step(state),
            ],
            Status.Paused paused =>
            [
                Deadlines.LimitDue(state),
                Deadlines.AnswerDue(state),
                Escalations.Due(state),
                paused.Since + state.Spec.Plan.Limits.PausedAtMost,
                PointsOfNoReturn.ReminderDue(state),
                .. Guards(state),
            ],
            Status.Observing => [Deadlines.LimitDue(state), Observations.EndsAt(state), .. Guards(state)],
            // Deadlines do not apply during a rollback or after the end.
            Status.RollingBack or Status.Final => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<Instant?> Guards(Rollout state) =>
        state
            .Checks.Where(guard => Waits.IsEngaged(state, guard))
            .Select(guard => Waits.PolicyOf(guard) is { } policy ? guard.Since + policy.After : (Instant?)null);

    private static IEnumerable<Instant?> Step(Rollout state) =>
        [Deadlines.RouterDue(state), Deadlines.VerdictsDue(state), PauseEnds(state)];
}

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
        var earliest = new Earliest(now);
        switch (state.Status)
        {
            case Status.Queued:
                earliest.Add(state.OpenedAt + state.Spec.Plan.Limits.QueuedAtMost);
                break;
            case Status.Running:
                Answers(state, ref earliest);
                earliest.Add(Deadlines.RouterDue(state));
                earliest.Add(Deadlines.VerdictsDue(state));
                earliest.Add(PauseEnds(state));
                break;
            case Status.Paused paused:
                Answers(state, ref earliest);
                earliest.Add(paused.Since + state.Spec.Plan.Limits.PausedAtMost);
                earliest.Add(PointsOfNoReturn.ReminderDue(state));
                break;
            case Status.Observing:
                earliest.Add(Observations.EndsAt(state));
                Limits(state, ref earliest);
                break;
            // Deadlines do not apply during a rollback or after the end.
            case Status.RollingBack or Status.Final:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return earliest.Due;
    }

    /// <summary>When the pause of the present step ends; null if the step has no pause.</summary>
    public static Instant? PauseEnds(Rollout state) =>
        state.Status is Status.Running && state.Instruction.Shortest > TimeSpan.Zero && state.Step.RunsFrom is { } from
            ? from + (state.Instruction.Shortest - state.Step.Ran)
            : null;

    private static void Answers(Rollout state, ref Earliest earliest)
    {
        earliest.Add(Deadlines.AnswerDue(state));
        earliest.Add(Escalations.Due(state));
        Limits(state, ref earliest);
    }

    private static void Limits(Rollout state, ref Earliest earliest)
    {
        earliest.Add(Deadlines.LimitDue(state));
        foreach (var guard in state.Checks)
        {
            if (Waits.IsEngaged(state, guard) && Waits.PolicyOf(guard) is { } policy)
            {
                earliest.Add(guard.Since + policy.After);
            }
        }
    }

    /// <summary>
    /// The earliest of the moments to come. A moment in the past has been handled: the rollout waits for an external
    /// event after it, not for time.
    /// </summary>
    private struct Earliest(Instant now)
    {
        public Instant? Due { get; private set; }

        public void Add(Instant? moment)
        {
            if (moment is { } future && future > now && (Due is not { } known || future < known))
            {
                Due = future;
            }
        }
    }
}

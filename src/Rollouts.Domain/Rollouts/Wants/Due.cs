using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>
/// When time alone changes something. It may be early, since looking costs little; it is never late, since nobody
/// else keeps the deadlines.
/// </summary>
internal static class Due
{
    public static Instant? Of(Rollout state, Instant now)
    {
        Instant? due = null;
        foreach (var moment in Moments(state))
        {
            // What is past has been dealt with: it waits for the world now, and no longer for time.
            if (moment is { } future && future > now && (due is null || future < due))
            {
                due = future;
            }
        }

        return due;
    }

    private static IEnumerable<Instant?> Moments(Rollout state) =>
        state.Status switch
        {
            Status.Queued => [state.OpenedAt + state.Terms.Plan.Limits.QueuedAtMost],
            Status.Running => [Limit(state), Deadlines.AnswerDue(state), .. Guards(state), .. Step(state)],
            Status.Paused paused =>
            [
                Limit(state),
                Deadlines.AnswerDue(state),
                paused.Since + state.Terms.Plan.Limits.PausedAtMost,
                .. Guards(state),
            ],
            _ => [],
        };

    private static Instant? Limit(Rollout state) => state.BeganAt + state.Terms.Course.Limit(state.Terms.Plan);

    private static IEnumerable<Instant?> Guards(Rollout state) =>
        state
            .Guards.Where(guard => Waits.IsEngaged(state, guard))
            .Select(guard => Waits.PolicyOf(guard) is { } policy ? guard.Since + policy.After : (Instant?)null);

    private static IEnumerable<Instant?> Step(Rollout state) =>
        [
            Deadlines.RouterDue(state),
            Deadlines.VerdictsDue(state),
            state.Instruction.Shortest > TimeSpan.Zero && state.Step.RunsFrom is { } from
                ? from + (state.Instruction.Shortest - state.Step.Ran)
                : null,
        ];
}

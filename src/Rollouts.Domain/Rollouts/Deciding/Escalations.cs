using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Informs further people of an approval that is not complete. It decides nothing.</summary>
internal static class Escalations
{
    /// <summary>When the next channel is informed; null if all were, and for other steps.</summary>
    public static Instant? Due(Rollout state) =>
        state.Instruction is Instruction.Approve asked && state.Step.Escalated < asked.Escalations.Count
            ? state.Step.DeadlineFrom + asked.Escalations[state.Step.Escalated].After
            : null;

    /// <summary>Informs all who are due, as after a time in which no worker ran.</summary>
    public static bool Inform(Draft draft)
    {
        var before = draft.Count;
        while (
            Due(draft.State) is { } due
            && draft.Now >= due
            && draft.State.Instruction is Instruction.Approve asked
            && !Approvals.IsComplete(draft.State, asked)
        )
        {
            var (after, notify) = asked.Escalations[draft.State.Step.Escalated];
            draft.Follow(
                new RolloutEvent.Escalated(draft.State.Position, notify),
                $"it is not approved after {Spans.Say(after)}"
            );
        }

        return draft.Count > before;
    }
}

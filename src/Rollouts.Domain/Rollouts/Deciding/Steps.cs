using Rollouts.Domain.Rollouts.Events;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>From one step to the next, from one wave to the next, and over the finish.</summary>
internal static class Steps
{
    public static void Begin(Draft draft)
    {
        draft.Follow(new RolloutEvent.Began(), "nothing is in the way any more");
        if (draft.State.IsReturn)
        {
            Enter(draft, Position.Start);
        }
        else
        {
            EnterNext(draft);
        }
    }

    public static void EnterNext(Draft draft)
    {
        var (wave, step, _) = draft.State.Position;
        var course = draft.State.Spec.Steps.Instructions;
        do
        {
            step++;
        } while (step < course.Count && wave > 0 && course[step].IsOnce);

        if (step < course.Count)
        {
            Enter(draft, new Position(wave, step, 0));
        }
        else if (wave + 1 < draft.State.Spec.Waves)
        {
            Enter(draft, new Position(wave + 1, 0, 0));
        }
        else
        {
            draft.Follow(
                new RolloutEvent.Succeeded(draft.State.IsUnproven),
                draft.State.IsUnproven
                    ? "every step is behind it, though not every verdict was waited for"
                    : "every step is behind it"
            );
        }
    }

    private static void Enter(Draft draft, Position position)
    {
        draft.Follow(
            new RolloutEvent.StepEntered(position, TrafficPlan.ChangesAt(draft.State, position)),
            "the step before is behind it"
        );
        ApprovalsAhead.Judge(draft);
    }
}

using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>What follows a no, or no answer in time.</summary>
internal static class Answers
{
    public static void Otherwise(Draft draft, TimeOutAction action, string because)
    {
        switch (action)
        {
            case TimeOutAction.RollBack:
                draft.TakeBack(BackKind.Answer, because);
                break;
            case TimeOutAction.Hold:
                draft.Pause(PauseKind.Undecided, because);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Decides what follows a rejection or a timeout.</summary>
internal static class Answers
{
    public static void Otherwise(Draft draft, TimeOutAction action, string because)
    {
        switch (action)
        {
            case TimeOutAction.RollBack:
                draft.TakeBack(RollbackReason.Answer, because);
                break;
            case TimeOutAction.Hold:
                draft.Pause(PauseKind.Undecided, because);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

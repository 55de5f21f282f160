using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Executes everything that is due: first rollbacks, then pauses, then progress.</summary>
internal static class StateMachine
{
    public static void Advance(Draft draft)
    {
        // Each round moves a finite course on or ends it; the bound only turns an endless loop into a visible bug.
        var rounds = (draft.State.Spec.Steps.Instructions.Count + 2) * (draft.State.Spec.Waves + 1);
        while (Once(draft))
        {
            if (rounds-- == 0)
            {
                throw new InvalidOperationException(
                    $"Rollout {draft.State.Spec.Id} does not settle at {draft.State.Position}."
                );
            }
        }
    }

    /// <summary>Executes the first thing that is due; returns false if there is none.</summary>
    private static bool Once(Draft draft)
    {
        var before = draft.Count;
        StoreHolds.Settle(draft);
        switch (draft.State.Status)
        {
            case Status.Queued:
                Queued(draft);
                break;
            case Status.Running or Status.Paused:
                UnderWay(draft);
                break;
            case Status.Observing:
                Observations.Advance(draft);
                break;
            case Status.RollingBack back:
                RollingBack(draft, back);
                break;
        }

        return draft.Count > before;
    }

    private static void Queued(Draft draft)
    {
        var limit = draft.State.Spec.Plan.Limits.QueuedAtMost;
        if (draft.Now >= draft.State.OpenedAt + limit)
        {
            draft.Follow(
                new RolloutEvent.Cancelled(),
                $"it waited for its start for {Spans.Say(limit)}, as long as it may"
            );
        }
        else if (!StepReadiness.BeforeStart(draft.State).Any())
        {
            Steps.Begin(draft);
        }
    }

    private static void UnderWay(Draft draft)
    {
        if (
            TakenBack(draft)
            || draft.State.Hold is not null
            || Deadlines.Answered(draft)
            || Escalations.Inform(draft)
            || PointsOfNoReturn.Remind(draft)
            || draft.State.Status is not Status.Running
        )
        {
            return;
        }

        if (
            HeldByGuard(draft)
            || Deadlines.Routers(draft)
            || Deadlines.Verdicts(draft)
            || Holds.Because(draft.State) is not null
        )
        {
            return;
        }

        if (Waits.Satisfied(draft.State, draft.Now) is { } passing)
        {
            draft.Follow(new RolloutEvent.StepCompleted(draft.State.Position, passing), Say(draft, passing));
            Steps.EnterNext(draft);
        }
        else
        {
            ManualOverrides.Promote(draft);
        }
    }

    private static string Say(Draft draft, StepOutcome passing) =>
        passing == StepOutcome.Undecided
            ? "the plan goes on without a verdict of "
                + string.Join(", ", Waits.Ignored(draft.State, draft.Now).Select(guard => $"'{guard.Name}'"))
            : "it has what it waited for";

    private static bool TakenBack(Draft draft)
    {
        var state = draft.State;
        foreach (var (reason, because) in RollbackCauses.Of(state, draft.Now))
        {
            if (draft.TakeBack(reason, because))
            {
                return true;
            }
        }

        return state.Hold is null && IsBeyondLimits(draft);
    }

    private static bool IsBeyondLimits(Draft draft)
    {
        var state = draft.State;
        var limits = state.Spec.Plan.Limits;
        return (
                draft.Now >= Deadlines.LimitDue(state)
                && draft.TakeBack(
                    RollbackReason.Limit,
                    $"it ran for {Spans.Say(state.Spec.Steps.Limit(state.Spec.Plan))}, as long as it may"
                )
            )
            || (
                state.Status is Status.Paused paused
                && draft.Now >= paused.Since + limits.PausedAtMost
                && draft.TakeBack(
                    RollbackReason.Limit,
                    $"it stood paused for {Spans.Say(limits.PausedAtMost)}, as long as it may"
                )
            );
    }

    private static bool HeldByGuard(Draft draft)
    {
        if (RollbackCauses.OfHold(draft.State, draft.Now) is not { } because)
        {
            return false;
        }

        draft.Pause(PauseKind.Check, because);
        return true;
    }

    private static void RollingBack(Draft draft, Status.RollingBack back)
    {
        if (draft.State.Hold is not null || !draft.State.Targets.All(IsBack))
        {
            return;
        }

        draft.Follow(
            back.SupersededBy is { } newer ? new RolloutEvent.Superseded(newer) : new RolloutEvent.RolledBack(),
            "every target shows the old version alone"
        );
    }

    // A target that was never moved needs no rollback, and no reading of its router.
    private static bool IsBack(TargetState target) => !target.WasMoved || target.IsThere;
}

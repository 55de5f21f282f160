using Rollouts.Domain.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Lets everything follow that is due: first what takes traffic back, then what stands still, then what goes on.
/// </summary>
internal static class Settlement
{
    public static void Settle(Draft draft)
    {
        // Each round moves a finite course on or ends it; the bound only turns an endless loop into a visible bug.
        var rounds = (draft.State.Terms.Course.Instructions.Count + 2) * (draft.State.Terms.Waves + 1);
        while (Once(draft))
        {
            if (rounds-- == 0)
            {
                throw new InvalidOperationException(
                    $"Rollout {draft.State.Terms.Id} does not settle at {draft.State.Position}."
                );
            }
        }
    }

    /// <summary>Does the first thing that is due; false where nothing is.</summary>
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
            case Status.RollingBack back:
                RollingBack(draft, back);
                break;
        }

        return draft.Count > before;
    }

    private static void Queued(Draft draft)
    {
        var limit = draft.State.Terms.Plan.Limits.QueuedAtMost;
        if (draft.Now >= draft.State.OpenedAt + limit)
        {
            draft.Follow(
                new RolloutEvent.Cancelled(),
                $"it waited for its start for {Spans.Say(limit)}, as long as it may"
            );
        }
        else if (!Readiness.BeforeStart(draft.State).Any())
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
            Passages.Promote(draft);
        }
    }

    private static string Say(Draft draft, Passing passing) =>
        passing == Passing.Undecided
            ? "the plan goes on without a verdict of "
                + string.Join(", ", Waits.Ignored(draft.State, draft.Now).Select(guard => $"'{guard.Name}'"))
            : "it has what it waited for";

    private static bool TakenBack(Draft draft)
    {
        var state = draft.State;
        var limits = state.Terms.Plan.Limits;
        if (!state.AlarmsRinging.IsEmpty && !state.IsReturn)
        {
            draft.TakeBack(BackKind.Alarm, $"alarm '{state.AlarmsRinging[0]}' is ringing");
            return true;
        }

        foreach (var guard in state.Guards)
        {
            if (!Waits.IsEngaged(state, guard))
            {
                continue;
            }

            if (Waits.IsBroken(state, guard) && guard.Check.OnBreach == BreachAction.RollBack)
            {
                draft.TakeBack(BackKind.Breach, $"check '{guard.Name}' is broken: {guard.Evidence?.Sentence}");
                return true;
            }

            if (state.Hold is null && IsDue(guard, TroubleAction.RollBack, draft.Now))
            {
                draft.TakeBack(BackKind.Policy, SayTrouble(guard));
                return true;
            }
        }

        if (FailedScore(state) is { } score && Comparisons.OnBreach(state) == BreachAction.RollBack)
        {
            draft.TakeBack(BackKind.Breach, score.Evidence.Sentence);
            return true;
        }

        if (state.Hold is not null)
        {
            return false;
        }

        if (draft.Now >= state.BeganAt + state.Terms.Course.Limit(state.Terms.Plan))
        {
            draft.TakeBack(
                BackKind.Limit,
                $"it ran for {Spans.Say(state.Terms.Course.Limit(state.Terms.Plan))}, as long as it may"
            );
            return true;
        }

        if (state.Status is Status.Paused paused && draft.Now >= paused.Since + limits.PausedAtMost)
        {
            draft.TakeBack(BackKind.Limit, $"it stood paused for {Spans.Say(limits.PausedAtMost)}, as long as it may");
            return true;
        }

        return false;
    }

    private static bool HeldByGuard(Draft draft)
    {
        foreach (var guard in draft.State.Guards)
        {
            if (!Waits.IsEngaged(draft.State, guard))
            {
                continue;
            }

            if (Waits.IsBroken(draft.State, guard))
            {
                draft.Pause(PauseKind.Check, $"check '{guard.Name}' is broken: {guard.Evidence?.Sentence}");
                return true;
            }

            if (IsDue(guard, TroubleAction.Hold, draft.Now))
            {
                draft.Pause(PauseKind.Check, SayTrouble(guard));
                return true;
            }
        }

        if (FailedScore(draft.State) is { } score)
        {
            draft.Pause(PauseKind.Check, score.Evidence.Sentence);
            return true;
        }

        return false;
    }

    private static Verdict? FailedScore(Rollout state) =>
        Comparisons.Score(state) is { Standing: Standing.Breach } score ? score : null;

    private static bool IsDue(Guard guard, TroubleAction action, Instant now) =>
        Waits.PolicyOf(guard) is { } policy && policy.Action == action && now >= guard.Since + policy.After;

    private static string SayTrouble(Guard guard) =>
        $"check '{guard.Name}' has {(guard.Standing == Standing.NoData ? "no data" : "a source that fails")} "
        + $"since {guard.Since}: {guard.Evidence?.Sentence}";

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

    // Where nothing was ever moved there is nothing to take back, and no need to hear of it.
    private static bool IsBack(TargetState target) => !target.WasMoved || target.IsThere;
}

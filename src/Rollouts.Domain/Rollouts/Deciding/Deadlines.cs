using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Applies the timeouts of waits. A wait whose condition is met, and that only one of the <see cref="Holds"/> keeps
/// from ending, never times out.
/// </summary>
internal static class Deadlines
{
    /// <summary>When the rollout has run for as long as it may; null before it has begun.</summary>
    public static Instant? LimitDue(Rollout state) =>
        (state.LimitFrom ?? state.BeganAt) + state.Spec.Steps.Limit(state.Spec.Plan);

    /// <summary>Approvals and gates run out whether or not the rollout is paused.</summary>
    public static bool Answered(Draft draft)
    {
        var state = draft.State;
        if (AnswerDue(state) is not { } due || draft.Now < due || Waits.Satisfied(state, draft.Now) is not null)
        {
            return false;
        }

        var before = draft.Count;
        var otherwise = state.Instruction is Instruction.Approve approve
            ? approve.Otherwise
            : ((Instruction.Gate)state.Instruction).Otherwise;
        Answers.Otherwise(draft, otherwise, $"no approval within {Spans.Say(state.Instruction.Longest)}");
        return draft.Count > before;
    }

    /// <summary>When the present approval or gate runs out; null for other steps.</summary>
    public static Instant? AnswerDue(Rollout state) =>
        state.Instruction is Instruction.Approve or Instruction.Gate
            ? state.Step.DeadlineFrom + state.Instruction.Longest
            : null;

    /// <summary>Pauses the rollout if a router does not show the requested traffic in time.</summary>
    public static bool Routers(Draft draft)
    {
        if (RouterDue(draft.State) is not { } due || draft.Now < due)
        {
            return false;
        }

        var astray = draft.State.Targets.Where(target =>
            target.AstraySince is not null && IsEngaged(draft.State, target)
        );
        draft.Pause(
            PauseKind.Router,
            string.Join("; ", astray.Select(Say).DefaultIfEmpty("the wave did not get ready"))
        );
        return true;
    }

    /// <summary>When a router's time runs out; null while all routers conform.</summary>
    public static Instant? RouterDue(Rollout state)
    {
        Instant? due = null;
        foreach (var target in state.Targets)
        {
            if (target.AstraySince is { } since && IsEngaged(state, target))
            {
                var from = Instant.Max(since, state.Step.DeadlineFrom);
                var within = state.Instruction is Instruction.Shift shift ? shift.Within : PlanDefaults.ShiftWithin;
                due = due is { } earlier && earlier < from + within ? earlier : from + within;
            }
        }

        return state.Instruction is Instruction.Ready ? state.Step.DeadlineFrom + PlanDefaults.ReadyWithin : due;
    }

    /// <summary>A verify or a bake that does not get its verdicts in time.</summary>
    public static bool Verdicts(Draft draft)
    {
        var state = draft.State;
        if (VerdictsDue(state) is not { } due || draft.Now < due || Waits.Satisfied(state, draft.Now) is not null)
        {
            return false;
        }

        var undecided = Waits.Undecided(state, draft.Now).ToList();
        var because = "undecided: " + string.Join(", ", undecided.Select(guard => guard.Name));
        switch (Severest(undecided, state.Instruction))
        {
            case UndecidedAction.RollBack:
                draft.TakeBack(RollbackReason.Policy, because);
                return true;
            case UndecidedAction.Hold:
                draft.Pause(PauseKind.Undecided, because);
                return true;
            case UndecidedAction.Advance when Holds.Because(state) is null:
                draft.Follow(new RolloutEvent.StepCompleted(state.Position, StepOutcome.Undecided), because);
                Steps.EnterNext(draft);
                return true;
            default:
                return false;
        }
    }

    /// <summary>When the present verify or bake has had its time for verdicts; null for other steps.</summary>
    public static Instant? VerdictsDue(Rollout state) =>
        state.Instruction switch
        {
            Instruction.Verify verify => state.Step.DeadlineFrom + verify.AtMost,
            Instruction.Bake bake => state.Step.DeadlineFrom + bake.For + PlanDefaults.VerifyAtMost,
            Instruction.Ready
            or Instruction.Shift
            or Instruction.Hold
            or Instruction.Approve
            or Instruction.Gate
            or Instruction.Route
            or Instruction.Mirror
            or Instruction.PointOfNoReturn => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static UndecidedAction Severest(List<CheckRun> undecided, Instruction instruction)
    {
        var actions = undecided.ConvertAll(guard => ActionFor(guard, instruction));
        return actions.Contains(UndecidedAction.RollBack) ? UndecidedAction.RollBack
            : actions.Contains(UndecidedAction.Hold) ? UndecidedAction.Hold
            : UndecidedAction.Advance;
    }

    private static UndecidedAction ActionFor(CheckRun guard, Instruction instruction) =>
        guard.Check.OnUndecided switch
        {
            TroubleAction.RollBack => UndecidedAction.RollBack,
            TroubleAction.Hold => UndecidedAction.Hold,
            TroubleAction.Ignore => UndecidedAction.Advance,
            null => instruction is Instruction.Verify verify ? verify.Otherwise : UndecidedAction.Hold,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static bool IsEngaged(Rollout state, TargetState target) => target.Spec.Wave <= state.Position.Wave;

    private static string Say(TargetState target) =>
        $"target '{target.Name}' does not show {target.Aim} since {target.AstraySince}"
        + (target.Failure is { } trouble ? $": {trouble.Error}" : "");
}

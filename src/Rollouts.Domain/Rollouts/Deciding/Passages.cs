using Rollouts.Domain.Analysis;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// How people get a rollout past a wait: one by skip, all up to 100 % by promote, and on again by resume.
/// </summary>
internal static class Passages
{
    public static Decision.Refused? Skip(Draft draft)
    {
        if (!draft.State.IsUnderWay)
        {
            return Refusals.NotRunning(draft.State, "moved on");
        }

        if (
            draft.State.Instruction is Instruction.Ready or Instruction.Shift or Instruction.Route or Instruction.Mirror
        )
        {
            return Refusals.NothingToSkip(draft.State);
        }

        if (draft.State.Status is Status.Paused && !IsInPlace(draft.State, draft.Now))
        {
            return Refusals.ResumeFirst();
        }

        if (Holds.Because(draft.State) is { } held)
        {
            return Refusals.Held(held);
        }

        if (How(draft.State, draft.By) is not { } passing)
        {
            return Refusals.NotYoursToPass(draft.By);
        }

        if (draft.State.Status is Status.Paused)
        {
            Resume(draft);
        }

        Pass(draft, passing, draft.By);
        return null;
    }

    /// <summary>Passes the present wait for whoever promoted the rollout, where that person may.</summary>
    public static bool Promote(Draft draft)
    {
        var state = draft.State;
        if (
            state.PromotedBy is not { } by
            || state.Position.Step > state.Terms.Course.Full
            || state.Instruction
                is not (Instruction.Hold or Instruction.Verify or Instruction.Approve or Instruction.Gate)
            || How(state, by) is not { } passing
        )
        {
            return false;
        }

        Pass(draft, passing, by);
        return true;
    }

    public static void Resume(Draft draft)
    {
        foreach (var guard in draft.State.Guards.Where(guard => IsGivenUp(draft.State, guard)).ToList())
        {
            draft.Add(new RolloutEvent.EvidenceRenewed(guard.Check.Name, guard.Target, guard.Generation + 1));
        }

        var position = draft.State.Position;
        draft.Add(
            new RolloutEvent.Resumed(
                position with
                {
                    Visit = position.Visit + 1,
                },
                Courses.ChangesAt(draft.State, position)
            )
        );
    }

    // Whoever lets it go on has seen what was broken; it begins anew.
    private static bool IsGivenUp(Rollout state, Guard guard) =>
        Waits.IsBroken(state, guard)
        || (
            Comparisons.AreScored(state, guard)
            && guard.Standing != Standing.Watching
            && Comparisons.Score(state)?.Standing == Standing.Breach
        );

    /// <summary>
    /// Whether the traffic is where the step wants it. While a rollout stands still somebody may have taken some of
    /// it, and nobody skips past traffic that is not there.
    /// </summary>
    private static bool IsInPlace(Rollout state, Instant now) =>
        TargetEvolution
            .Aim(state, Courses.ChangesAt(state, state.Position), now)
            .Targets.All(target => target.Terms.Wave > state.Position.Wave || target.IsThere);

    /// <summary>By what right somebody may pass the present wait; null for none.</summary>
    private static Passing? How(Rollout state, Actor by) =>
        state.Instruction switch
        {
            Instruction.Hold => Passing.Skipped,
            Instruction.Verify or Instruction.Bake => Waits.AreProven(state) ? Passing.Skipped : Passing.Waived,
            Instruction.Approve asked when Approvals.WouldComplete(state, asked, by) => Passing.Done,
            Instruction.Approve or Instruction.Gate when by.IsAdministrator => Passing.Overridden,
            _ => null,
        };

    private static void Pass(Draft draft, Passing passing, Actor by)
    {
        if (draft.State.Instruction is Instruction.Approve && passing == Passing.Done)
        {
            draft.Add(new RolloutEvent.Approved(draft.State.Position, by.Name), by);
        }

        draft.Add(new RolloutEvent.StepCompleted(draft.State.Position, passing), by);
        Steps.EnterNext(draft);
    }
}

using Rollouts.Analysis;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Moves a rollout past a wait at a person's request: skip ends one wait, promote ends all up to 100 %, and resume ends
/// a pause.
/// </summary>
internal static class ManualOverrides
{
    public static Decision.Refused? Skip(Draft draft)
    {
        if (!draft.State.IsUnderWay)
        {
            return RolloutRefusals.NotRunning(draft.State, "moved on");
        }

        if (
            draft.State.Instruction
            is Instruction.Ready
                or Instruction.Shift
                or Instruction.Route
                or Instruction.Mirror
                or Instruction.PointOfNoReturn
        )
        {
            return RolloutRefusals.NothingToSkip(draft.State);
        }

        if (draft.State.Status is Status.Paused && !IsInPlace(draft.State, draft.Now))
        {
            return RolloutRefusals.ResumeFirst();
        }

        if (Holds.Because(draft.State) is { } held)
        {
            return RolloutRefusals.Held(held);
        }

        if (How(draft.State, draft.By) is not { } passing)
        {
            return RolloutRefusals.NotYoursToPass(draft.By);
        }

        if (draft.State.Status is Status.Paused)
        {
            Resume(draft);
        }

        Pass(draft, passing, draft.By);
        return null;
    }

    /// <summary>
    /// Passes the present wait for the actor who promoted the rollout, if that actor has the right to pass it.
    /// </summary>
    public static bool Promote(Draft draft)
    {
        var state = draft.State;
        if (
            state.PromotedBy is not { } by
            || state.Position.Step > state.Spec.Steps.Full
            || state.Instruction
                is not (Instruction.Hold or Instruction.Verify or Instruction.Approve or Instruction.Gate)
            || How(state, by) is not { } passing
            || !HasRightsOfNow(draft, by)
        )
        {
            return false;
        }

        Pass(draft, passing, by);
        return true;
    }

    /// <summary>
    /// Passes a wait for an answer for the person who promoted the rollout, with the rights that the person has now.
    /// </summary>
    public static void Confirm(Draft draft, Observation.ApproversRead read)
    {
        var state = draft.State;
        if (
            state.PromotedBy is not { Kind: ActorKind.Person } by
            || state.Status is not Status.Running
            || state.Position.Step > state.Spec.Steps.Full
            || How(state, by) is null
            || read.Persons.FirstOrDefault(person => person.Person == by.Id) is not { } standing
        )
        {
            return;
        }

        var now = by with
        {
            Groups = standing.MayApprove ? standing.Groups : [],
            IsAdministrator = by.IsAdministrator && standing.IsAdministrator,
        };
        if (How(state, now) is not { } passing)
        {
            ApprovalsAhead.Void(
                draft,
                by,
                VoidReason.RightsLost,
                $"{by} promoted the rollout and may not pass this step any more"
            );
        }
        else if (
            Holds.Because(state) is null
            && state.Step.Yeses.All(yes => read.Persons.Any(person => person.Person == yes.Id))
        )
        {
            Pass(draft, passing, now);
        }
    }

    /// <summary>
    /// Whether the rights of the actor were read for this decision. The rights of a person who promoted the rollout
    /// earlier are read again before a step is answered for that person.
    /// </summary>
    private static bool HasRightsOfNow(Draft draft, Actor by) =>
        draft.State.Instruction is not (Instruction.Approve or Instruction.Gate)
        || by.Kind != ActorKind.Person
        || draft.By.Id == by.Id;

    public static void Resume(Draft draft)
    {
        foreach (var guard in draft.State.Checks.Where(guard => IsGivenUp(draft.State, guard)).ToList())
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
                TrafficPlan.ChangesAt(draft.State, position)
            )
        );
    }

    // The person who resumes the rollout has seen what was broken, so the check starts with new evidence.
    private static bool IsGivenUp(Rollout state, CheckRun guard) =>
        Waits.IsBroken(state, guard)
        || (
            Comparisons.AreScored(state, guard)
            && guard.Outcome != CheckOutcome.Watching
            && Comparisons.Score(state)?.Outcome == CheckOutcome.Breach
        );

    /// <summary>
    /// Whether the traffic is where the step wants it. Another actor may have taken traffic away during a pause, and a
    /// skip must not pass a step whose traffic is missing.
    /// </summary>
    private static bool IsInPlace(Rollout state, Instant now) =>
        TargetEvolution
            .Aim(state, TrafficPlan.ChangesAt(state, state.Position), now)
            .Targets.All(target => target.Spec.Wave > state.Position.Wave || target.IsThere);

    /// <summary>The outcome by which the actor may pass the present wait; null if the actor may not.</summary>
    private static StepOutcome? How(Rollout state, Actor by) =>
        state.Instruction switch
        {
            Instruction.Hold => StepOutcome.Skipped,
            Instruction.Verify or Instruction.Bake => Waits.AreProven(state) ? StepOutcome.Skipped : StepOutcome.Waived,
            Instruction.Approve asked when Approvals.WouldComplete(state, asked, by) => StepOutcome.Done,
            Instruction.Approve or Instruction.Gate when by.IsAdministrator => StepOutcome.Overridden,
            Instruction.Ready
            or Instruction.Shift
            or Instruction.Route
            or Instruction.Mirror
            or Instruction.PointOfNoReturn
            or Instruction.Approve
            or Instruction.Gate => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static void Pass(Draft draft, StepOutcome passing, Actor by)
    {
        if (draft.State.Instruction is Instruction.Approve && passing == StepOutcome.Done)
        {
            draft.Add(new RolloutEvent.Approved(draft.State.Position, by.Name), by);
        }

        draft.Add(new RolloutEvent.StepCompleted(draft.State.Position, passing), by);
        Steps.EnterNext(draft);
    }
}

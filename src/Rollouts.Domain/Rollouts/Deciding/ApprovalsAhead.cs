using Rollouts.Analysis;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Approvals of steps that are still to come. Each is bound to what its person saw, and is judged once, when its step
/// is entered. What is left takes effect after the rights of its person were read once more.
/// </summary>
public static class ApprovalsAhead
{
    internal static Decision.Refused? Give(Draft draft, Command.Approve command, LaterStep named)
    {
        var state = draft.State;
        if (StepOf(state, named) is not { } asked)
        {
            return RolloutRefusals.NoApprovalThere(named, state);
        }

        // It asks in the first wave only, so all waves are that one.
        var step = asked.Once ? named with { Wave = named.Wave ?? 0 } : named;
        if (!IsAhead(state, step, asked.Once))
        {
            return RolloutRefusals.NotAhead(step, state);
        }

        if (Approvals.RightsRefusal(state, asked, draft.By) is { } refusal)
        {
            return refusal;
        }

        if (state.Ahead.Any(ahead => IsOf(ahead, draft.By) && ahead.Of.Overlaps(step) && ahead.ValidUntil > draft.Now))
        {
            return RolloutRefusals.AlreadyApprovedAhead(draft.By, step);
        }

        var until = draft.Now + asked.ValidAheadFor;
        draft.Add(new RolloutEvent.ApprovedAhead(step, draft.By.Name, until, BasisOf(state)));
        return null;
    }

    internal static Decision.Refused? Withdraw(Draft draft, Command.Withdraw command)
    {
        var known = draft.State.Ahead.FirstOrDefault(ahead =>
            IsOf(ahead, draft.By) && (ahead.Of == command.Later || IsOnce(draft.State, ahead, command.Later))
        );
        if (known is null)
        {
            return RolloutRefusals.NothingToWithdraw(draft.By, command.Later);
        }

        draft.Add(new RolloutEvent.ApprovalWithdrawn(known.Of, draft.By.Name));
        return null;
    }

    /// <summary>Voids what does not hold any more at the moment in which the step is entered.</summary>
    internal static void Judge(Draft draft)
    {
        if (draft.State.Instruction is not Instruction.Approve)
        {
            return;
        }

        foreach (var ahead in draft.State.PendingAhead.ToList())
        {
            if (Changed(draft.State, ahead, draft.Now) is var (reason, changed))
            {
                Void(draft, ahead.By, reason, changed);
            }
        }
    }

    /// <summary>
    /// Lets what is left take effect, for persons who may still approve. An approval of the step by a person who may
    /// not any more is void.
    /// </summary>
    internal static void Confirm(Draft draft, Observation.ApproversRead read)
    {
        var (wave, step, _) = draft.State.Position;
        if (!draft.State.IsUnderWay || (read.Asked.Wave, read.Asked.Step) != (wave, step))
        {
            return;
        }

        if (draft.State.Instruction is Instruction.Approve asked)
        {
            Confirm(draft, asked, read);
        }

        ManualOverrides.Confirm(draft, read);
    }

    private static void Confirm(Draft draft, Instruction.Approve asked, Observation.ApproversRead read)
    {
        foreach (var ahead in draft.State.PendingAhead.ToList())
        {
            if (read.Persons.FirstOrDefault(person => person.Person == ahead.By.Id) is { } standing)
            {
                Confirm(draft, asked, ahead, standing);
            }
        }

        foreach (var by in draft.State.Step.Yeses.ToList())
        {
            if (
                read.Persons.FirstOrDefault(person => person.Person == by.Id) is { } standing
                && LostBy(by with { Groups = standing.Groups }, asked, standing) is { } lost
            )
            {
                Void(draft, by, VoidReason.RightsLost, lost);
            }
        }
    }

    /// <summary>The approve steps that are still to be entered, one entry for each wave.</summary>
    public static IEnumerable<(LaterStep Step, Instruction.Approve Asked)> Open(Rollout state)
    {
        if (state.Status is not (Status.Queued or Status.Running or Status.Paused))
        {
            yield break;
        }

        for (var wave = state.Position.Wave; wave < state.Spec.Waves; wave++)
        {
            for (var at = 0; at < state.Spec.Steps.Instructions.Count; at++)
            {
                if (
                    state.Spec.Steps.Instructions[at] is Instruction.Approve asked
                    && (wave == 0 || !asked.Once)
                    && (wave > state.Position.Wave || at > state.Position.Step)
                )
                {
                    yield return (new LaterStep(wave, at), asked);
                }
            }
        }
    }

    private static void Confirm(Draft draft, Instruction.Approve asked, ApprovalAhead ahead, ApproverStanding standing)
    {
        var by = ahead.By with { Groups = standing.Groups };
        if (LostBy(by, asked, standing) is { } lost)
        {
            Void(draft, ahead.By, VoidReason.RightsLost, lost);
        }
        else
        {
            draft.Add(
                new RolloutEvent.Approved(draft.State.Position, by.Name),
                by,
                $"{ahead.Reason} (given ahead at {ahead.GivenAt})"
            );
        }
    }

    /// <summary>Why a person may not approve the step any more; null for a person who may.</summary>
    private static string? LostBy(Actor by, Instruction.Approve asked, ApproverStanding standing) =>
        !standing.MayApprove ? $"{by} has no role that may approve this service any more"
        : !Approvals.IsAsked(asked, by)
            ? $"{by} is in none of the groups any more that are asked: {string.Join(", ", asked.From)}"
        : null;

    internal static void Void(Draft draft, Actor by, VoidReason reason, string changed) =>
        draft.Follow(new RolloutEvent.ApprovalVoided(draft.State.Position, by.Id, by.Name, reason), changed);

    private static (VoidReason Reason, string Changed)? Changed(Rollout state, ApprovalAhead ahead, Instant now)
    {
        if (now >= ahead.ValidUntil)
        {
            return (VoidReason.Expired, $"it was valid until {ahead.ValidUntil}");
        }

        if (ahead.Basis.Version != state.Spec.Version)
        {
            return (
                VoidReason.ReleaseChanged,
                $"it was given for version {ahead.Basis.Version}, and this is {state.Spec.Version}"
            );
        }

        if (ahead.Basis.PlanHash != state.Spec.PlanHash)
        {
            return (VoidReason.ReleaseChanged, "it was given for another plan");
        }

        var worse = state
            .Checks.Where(check => check.Counts)
            .Select(check => (Check: check, Then: ahead.Basis.Checks.FirstOrDefault(seen => IsOf(seen, check))))
            .Where(pair => pair.Then is { } then && Rank(pair.Check.Outcome) > Rank(then.Outcome))
            .Select(pair => $"check '{pair.Check.Name}' was {pair.Then!.Outcome} and is {pair.Check.Outcome}")
            .ToList();
        return worse.Count > 0 ? (VoidReason.CheckWorse, string.Join("; ", worse)) : null;
    }

    /// <summary>
    /// How bad an outcome is. A check that has nothing to judge is as good as a healthy one, and one that is still
    /// undecided is worse than a healthy one: its person has seen more certainty than there is.
    /// </summary>
    private static int Rank(CheckOutcome outcome) =>
        outcome switch
        {
            CheckOutcome.Healthy or CheckOutcome.NotApplicable => 0,
            CheckOutcome.Watching => 1,
            CheckOutcome.NoData or CheckOutcome.SourceFailed => 2,
            CheckOutcome.SharedIncident or CheckOutcome.Misrouted => 3,
            CheckOutcome.Breach => 4,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static ApprovalBasis BasisOf(Rollout state) =>
        new(
            state.Spec.PlanHash,
            state.Spec.Version,
            state
                .Checks.Where(check => check.Counts)
                .Select(check => new SeenCheck(check.Check.Name, check.Target, check.Outcome))
                .ToValueList()
        );

    private static Instruction.Approve? StepOf(Rollout state, LaterStep step) =>
        step.Step < state.Spec.Steps.Instructions.Count && (step.Wave ?? 0) < state.Spec.Waves
            ? state.Spec.Steps.Instructions[step.Step] as Instruction.Approve
            : null;

    private static bool IsAhead(Rollout state, LaterStep step, bool isOnce)
    {
        var last = step.Wave ?? state.Spec.Waves - 1;
        return (last == 0 || !isOnce) && new Position(last, step.Step, 0) > state.Position with { Visit = 0 };
    }

    private static bool IsOnce(Rollout state, ApprovalAhead ahead, LaterStep named) =>
        StepOf(state, named) is { Once: true } && ahead.Of.Overlaps(named);

    private static bool IsOf(ApprovalAhead ahead, Actor by) => ahead.By.Id == by.Id;

    private static bool IsOf(SeenCheck seen, CheckRun check) => check.IsOf(seen.Check, seen.Target);
}

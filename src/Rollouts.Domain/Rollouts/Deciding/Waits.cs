using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Determines when the present wait is satisfied. <see cref="Deadlines"/> keeps the timeouts.</summary>
internal static class Waits
{
    /// <summary>The outcome by which the step is passed now; null if it still waits.</summary>
    public static StepOutcome? Satisfied(Rollout state, Instant now) =>
        state.Instruction switch
        {
            Instruction.Ready => StepReadiness.Blockers(state).Any() ? null : StepOutcome.Done,
            Instruction.Shift or Instruction.Route or Instruction.Mirror or Instruction.PointOfNoReturn =>
                StepOutcome.Done,
            Instruction.Hold hold => state.Step.RunBy(now) >= hold.For ? StepOutcome.Done : null,
            Instruction.Verify verify => state.Step.RunBy(now) >= verify.AtLeast ? Proven(state, now) : null,
            Instruction.Bake bake => state.Step.RunBy(now) >= bake.For ? Proven(state, now) : null,
            Instruction.Approve approve => Approvals.IsComplete(state, approve) ? StepOutcome.Done : null,
            Instruction.Gate => state.Step.GateSaidYes ? StepOutcome.Done : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Whether every verdict that this step waits for is there.</summary>
    public static bool AreProven(Rollout state) =>
        state.Checks.All(guard => !IsAwaited(state, guard) || IsGood(state, guard));

    /// <summary>The checks whose verdict is still missing.</summary>
    public static IEnumerable<CheckRun> Undecided(Rollout state, Instant now) =>
        state.Checks.Where(guard => IsAwaited(state, guard) && !IsGood(state, guard) && !IsIgnored(guard, now));

    /// <summary>Whether a guard is broken that decides for itself.</summary>
    public static bool IsBroken(Rollout state, CheckRun guard) =>
        guard.Counts
        && guard.Outcome is CheckOutcome.Breach or CheckOutcome.Misrouted
        && !Comparisons.AreScored(state, guard)
        && CheckRanges.IsWatching(state, guard);

    /// <summary>Whether a guard watches traffic that has begun to move.</summary>
    public static bool IsEngaged(Rollout state, CheckRun guard) => guard.Counts && CheckRanges.IsWatching(state, guard);

    /// <summary>The plan's policy for a check without a result; null if the check has one.</summary>
    public static TroublePolicy? PolicyOf(CheckRun guard) =>
        guard.Outcome switch
        {
            CheckOutcome.NoData => guard.Check.OnNoData,
            CheckOutcome.SourceFailed => guard.Check.OnSourceFailure,
            _ => null,
        };

    /// <summary>The checks whose verdict is missing and which the plan ignores by now.</summary>
    public static IEnumerable<CheckRun> Ignored(Rollout state, Instant now) =>
        state.Checks.Where(guard => IsAwaited(state, guard) && !IsGood(state, guard) && IsIgnored(guard, now));

    // Each look comes here, so it allocates no iterators.
    private static StepOutcome? Proven(Rollout state, Instant now)
    {
        var outcome = StepOutcome.Done;
        foreach (var guard in state.Checks)
        {
            if (!IsAwaited(state, guard) || IsGood(state, guard))
            {
                continue;
            }

            if (!IsIgnored(guard, now))
            {
                return null;
            }

            outcome = StepOutcome.Undecided;
        }

        return outcome;
    }

    private static bool IsGood(Rollout state, CheckRun guard) =>
        Comparisons.AreScored(state, guard)
            ? Comparisons.Score(state)?.Outcome == CheckOutcome.Healthy
            : guard.Outcome == CheckOutcome.Healthy;

    private static bool IsIgnored(CheckRun guard, Instant now) =>
        PolicyOf(guard) is { Action: TroubleAction.Ignore } policy && now >= guard.Since + policy.After;

    /// <summary>
    /// Whether the step waits for this check: it counts, it watches this wave, and it has something to judge. A
    /// comparison does not apply while only one version has traffic.
    /// </summary>
    public static bool IsAwaited(Rollout state, CheckRun guard)
    {
        if (
            !IsEngaged(state, guard)
            || guard.Check.IsOfRouter
            || (guard.Target is not null && guard.Wave != state.Position.Wave)
        )
        {
            return false;
        }

        var isVerifying = state.Spec.Observes || state.Instruction is Instruction.Verify;
        return !guard.Check.IsRelative || (isVerifying && HasTwoArms(state, guard));
    }

    private static bool HasTwoArms(Rollout state, CheckRun guard)
    {
        var weight = state.Spec.Observes
            ? ObservedCourse.WeightOf(state, guard.Target)
            : TrafficPlan.TrafficAt(state.Spec.Steps, state.Position.Step).Candidate;
        return weight > Weight.Zero && weight < Weight.Full;
    }
}

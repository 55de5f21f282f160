using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Applies events to the checks of a rollout.</summary>
internal static class CheckRunEvolution
{
    // A check that was healthy at the old weight must be healthy again at the new one. A comparison that broke but was
    // outvoted is repeated, too.
    public static CheckRun AfterShift(CheckRun guard, Instant at) =>
        guard.Outcome == CheckOutcome.Healthy || guard is { Outcome: CheckOutcome.Breach, Check.Judge: Judge.Compare }
            ? guard with
            {
                Outcome = CheckOutcome.Watching,
                Since = at,
            }
            : guard;

    // The time limits of a check count from the step with which it begins to watch.
    public static CheckRun AtStep(Rollout state, CheckRun guard, Position position, Instant at) =>
        guard.Check.From is not null
        && CheckRanges.IsWatching(state, guard, position)
        && !CheckRanges.IsWatching(state, guard)
            ? guard with
            {
                Since = at,
            }
            : guard;

    // The person who resumes the rollout has seen that data was missing, so the check gets its time limit anew.
    public static CheckRun AfterPause(CheckRun guard, Instant at) =>
        guard.Outcome is CheckOutcome.NoData or CheckOutcome.SourceFailed ? guard with { Since = at } : guard;

    public static Rollout Judged(Rollout state, RolloutEvent.VerdictChanged verdict, Instant at) =>
        ChangeGuard(
            state,
            verdict.Check,
            verdict.Target,
            guard =>
                guard with
                {
                    Outcome = verdict.Verdict.Outcome,
                    Evidence = verdict.Verdict.Evidence,
                    Since = guard.Outcome == verdict.Verdict.Outcome ? guard.Since : at,
                    HasAnswered = guard.HasAnswered || verdict.Verdict.Outcome != CheckOutcome.SourceFailed,
                }
        );

    public static Rollout Renewed(Rollout state, RolloutEvent.EvidenceRenewed renewed, Instant at) =>
        ChangeGuard(
            state with
            {
                IsUnproven = true,
            },
            renewed.Check,
            renewed.Target,
            guard => guard with { Outcome = CheckOutcome.Watching, Since = at, Generation = renewed.Generation }
        );

    private static Rollout ChangeGuard(
        Rollout state,
        CheckName check,
        TargetName? target,
        Func<CheckRun, CheckRun> change
    )
    {
        for (var i = 0; i < state.Checks.Count; i++)
        {
            if (state.Checks[i].IsOf(check, target))
            {
                return state with { Checks = state.Checks.Replace(i, change(state.Checks[i])) };
            }
        }

        return state;
    }
}

using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Finds what asks for a rollback or a hold: alarms, checks and the score. Other rules decide whether it has an effect.
/// </summary>
internal static class RollbackCauses
{
    /// <summary>Everything that asks for a rollback, the first that decides it first.</summary>
    public static IEnumerable<(RollbackReason Reason, string Because)> Of(Rollout state, Instant now)
    {
        if (!state.AlarmsRinging.IsEmpty && !state.IsReturn && NewAlarm(state) is { } alarm)
        {
            yield return (RollbackReason.Alarm, $"alarm '{alarm}' is ringing");
        }

        foreach (var guard in state.Checks)
        {
            if (!Waits.IsEngaged(state, guard))
            {
                continue;
            }

            if (Waits.IsBroken(state, guard) && guard.Check.OnBreach == BreachAction.RollBack)
            {
                yield return (RollbackReason.Breach, SayBroken(guard));
            }

            if (state.Hold is null && IsDue(guard, TroubleAction.RollBack, now))
            {
                yield return (RollbackReason.Policy, SayTrouble(guard));
            }
        }

        if (FailedScore(state) is { } score && Comparisons.OnBreach(state) == BreachAction.RollBack)
        {
            yield return (RollbackReason.Breach, score.Evidence.Sentence);
        }
    }

    /// <summary>Why the checks ask for a person; null if they do not.</summary>
    public static string? OfHold(Rollout state, Instant now)
    {
        foreach (var guard in state.Checks)
        {
            if (!Waits.IsEngaged(state, guard))
            {
                continue;
            }

            if (Waits.IsBroken(state, guard))
            {
                return SayBroken(guard);
            }

            if (IsDue(guard, TroubleAction.Hold, now))
            {
                return SayTrouble(guard);
            }
        }

        return FailedScore(state)?.Evidence.Sentence;
    }

    /// <summary>An alarm that a person has seen and gone on from is no news.</summary>
    private static string? NewAlarm(Rollout state) =>
        state.AlarmsRinging.FirstOrDefault(alarm => !state.AlarmsSeen.Contains(alarm));

    private static Verdict? FailedScore(Rollout state) =>
        Comparisons.Score(state) is { Outcome: CheckOutcome.Breach } score ? score : null;

    private static bool IsDue(CheckRun guard, TroubleAction action, Instant now) =>
        Waits.PolicyOf(guard) is { } policy && policy.Action == action && now >= guard.Since + policy.After;

    private static string SayBroken(CheckRun guard) =>
        guard.Outcome == CheckOutcome.Misrouted
            ? $"the router misroutes ({guard.Name}): {guard.Evidence?.Sentence}; comparisons with the baseline stay "
                + "valid, because they count the served requests"
            : $"check '{guard.Name}' is broken: {guard.Evidence?.Sentence}";

    private static string SayTrouble(CheckRun guard) =>
        $"check '{guard.Name}' has {(guard.Outcome == CheckOutcome.NoData ? "no data" : "a source that fails")} "
        + $"since {guard.Since}: {guard.Evidence?.Sentence}";
}

using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Derives the cause of a rollback from the state in which it was decided.</summary>
internal static class RollbackCauseEvolution
{
    public static RollbackCause Of(Rollout state, RolloutEvent.RollbackStarted back, RecordedEvent recorded)
    {
        var decisive = state.Checks.FirstOrDefault(guard => IsDecisive(state, guard, back.Reason));
        var figures = decisive?.Evidence is { Candidate: not null, Baseline: not null }
            ? decisive
            : state.Checks.FirstOrDefault(guard => guard.Evidence is { Candidate: not null, Baseline: not null });
        return new RollbackCause(
            back.Reason,
            recorded.Reason,
            recorded.At,
            decisive?.Check.Name,
            decisive?.Target,
            decisive?.Evidence is { Baseline: null } own && figures is not null
                ? own with
                {
                    Candidate = figures.Evidence!.Candidate,
                    Baseline = figures.Evidence.Baseline,
                }
                : (figures ?? decisive)?.Evidence
        );
    }

    private static bool IsDecisive(Rollout state, CheckRun guard, RollbackReason reason) =>
        reason switch
        {
            RollbackReason.Breach => Waits.IsBroken(state, guard) && guard.Check.OnBreach == BreachAction.RollBack,
            RollbackReason.Policy => Waits.PolicyOf(guard) is { Action: TroubleAction.RollBack },
            RollbackReason.Person
            or RollbackReason.Alarm
            or RollbackReason.Answer
            or RollbackReason.Limit
            or RollbackReason.Superseded => false,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Determines what the present wave still lacks before any of its traffic may move.</summary>
internal static class StepReadiness
{
    /// <summary>Everything that keeps a queued rollout from its start.</summary>
    public static IEnumerable<Blocker> BeforeStart(Rollout state)
    {
        var outside = state.Status is Status.Queued queued ? queued.Outside : [];
        if (state.Hold is { } hold)
        {
            outside = [.. outside, new Blocker.StoreWentBack(hold.Kind)];
        }

        if (state.IsReturn)
        {
            return outside;
        }

        return
        [
            .. outside,
            .. state.FreezesInForce.Select(freeze => new Blocker.Frozen(freeze)),
            .. state.AlarmsRinging.Select(alarm => new Blocker.AlarmRinging(alarm)),
            .. Blockers(state),
            .. state
                .Checks.Where(guard =>
                    Waits.IsBroken(state, guard) && guard.Check.OnBreach == Plans.Checks.BreachAction.RollBack
                )
                .Select(guard => new Blocker.AlreadyBroken(guard.Check.Name, guard.Target)),
        ];
    }

    /// <summary>The missing preconditions of the present wave's targets and sources.</summary>
    public static IEnumerable<Blocker> Blockers(Rollout state)
    {
        if (state.Instruction is not Instruction.Ready)
        {
            yield break;
        }

        foreach (var target in state.CurrentTargets)
        {
            if (Lack(target) is { } lack)
            {
                yield return new Blocker.TargetNotReady(target.Name, lack);
            }
        }

        foreach (var guard in state.Checks)
        {
            if (!guard.Check.IsOfRouter && !guard.HasAnswered && Waits.IsEngaged(state, guard))
            {
                yield return new Blocker.NoAnswer(guard.Check.Name, guard.Target);
            }
        }
    }

    private static string? Lack(TargetState target)
    {
        if (!target.Spec.ReadsBack)
        {
            return target.Applied == Traffic.None ? null : "its router has not accepted weight 0 for the candidate yet";
        }

        return target.Observed switch
        {
            null => "its router has not been read yet",
            { HasCandidate: false } => $"backend '{target.Spec.Candidate}' is not on the route yet",
            { Traffic: var traffic } when traffic.Candidate != Weight.Zero =>
                $"'{target.Spec.Candidate}' gets {traffic.Candidate} of the traffic already",
            { Other: var other } when other != Weight.Zero => $"backends of neither version get {other} of the traffic",
            { Traffic: var traffic } when traffic != Traffic.None => $"the route carries {traffic} already",
            { DeploymentLack: { } lack } => lack,
            _ => null,
        };
    }
}

using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Applies events to the targets.</summary>
internal static class TargetEvolution
{
    /// <summary>Aims the targets at the traffic that an event has decided. The other targets keep their aim.</summary>
    public static Rollout Aim(Rollout state, ValueList<TargetTraffic> decided, Instant at) =>
        state with
        {
            Targets = state
                .Targets.Select(target =>
                    Timed(
                        decided.FirstOrDefault(one => one.Target == target.Name) is { } one
                            ? Aimed(target, one.Traffic)
                            : target,
                        at
                    )
                )
                .ToValueList(),
        };

    /// <summary>
    /// Aims the targets at the traffic of a rollback. An earlier write may still be in progress, so earlier readings do
    /// not count any more.
    /// </summary>
    public static Rollout TakeBack(Rollout state, ValueList<TargetTraffic> decided, Instant at)
    {
        var aimed = Aim(state, decided, at);
        return aimed with
        {
            Targets = aimed
                .Targets.Select(target => target.WasMoved ? Timed(target with { AwaitsNews = true }, at) : target)
                .ToValueList(),
        };
    }

    /// <summary>
    /// Marks all readings from before the store went back as out of date. After a restore, only weights that are aimed
    /// at count as written here: a lower one may be a rollback that the store has lost.
    /// </summary>
    public static Rollout Doubt(Rollout state, StoreHold hold, Instant at) =>
        state with
        {
            Targets = state
                .Targets.Select(target =>
                    Timed(
                        target with
                        {
                            AwaitsNews = true,
                            Ours = hold.Kind == StoreHoldKind.Reread ? target.Ours : [target.Aim.Candidate],
                        },
                        at
                    )
                )
                .ToValueList(),
        };

    /// <summary>Aims a target at the lower weight that another actor set. Drift is never corrected upwards.</summary>
    public static Rollout Yield(Rollout state, TargetName name, Weight seen, Instant at) =>
        Change(state, name, target => Aimed(target, target.Aim with { Candidate = seen }), at);

    public static Rollout Saw(Rollout state, TargetName name, ObservedTraffic seen, Instant at) =>
        Change(
            state,
            name,
            target =>
                target with
                {
                    Observed = seen,
                    AwaitsNews = target.AwaitsNews && !target.Spec.ReadsBack,
                    Ours = seen.Traffic.Candidate == target.Aim.Candidate ? [target.Aim.Candidate] : target.Ours,
                },
            at
        );

    public static Rollout Change(Rollout state, TargetName name, Func<TargetState, TargetState> change, Instant at)
    {
        for (var i = 0; i < state.Targets.Count; i++)
        {
            if (state.Targets[i].Name == name)
            {
                return state with { Targets = state.Targets.Replace(i, Timed(change(state.Targets[i]), at)) };
            }
        }

        return state;
    }

    private static TargetState Aimed(TargetState target, Traffic aim) =>
        target.Aim == aim
            ? target
            : target with
            {
                Aim = aim,
                WasMoved = target.WasMoved || aim != Traffic.None,
                Furthest = aim.Candidate > target.Furthest ? aim.Candidate : target.Furthest,
                Ours = target.Ours.Contains(aim.Candidate) ? target.Ours : target.Ours.Add(aim.Candidate),
            };

    private static TargetState Timed(TargetState target, Instant at) =>
        target.IsThere ? target with { AstraySince = null } : target with { AstraySince = target.AstraySince ?? at };
}

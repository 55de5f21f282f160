using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Applies events to a rollout whose weights another controller moves.</summary>
internal static class ObservedEvolution
{
    /// <summary>
    /// A reading is an input here and never drift: the aim follows it. A change of the weight counts as a shift, so
    /// that checks must be healthy again.
    /// </summary>
    public static Rollout Saw(Rollout state, TargetName name, ObservedTraffic seen, Instant at)
    {
        var before = state.Target(name)?.Aim ?? Traffic.None;
        var saw = TargetEvolution.Change(state, name, target => Saw(target, seen), at);
        return before.Candidate == seen.Traffic.Candidate && before.Matches == seen.Traffic.Matches
            ? saw
            : saw with
            {
                Epoch = state.Epoch + 1,
                Step = StepState.Entered(at),
                Checks = saw.Checks.Select(guard => AtWeight(state, saw, guard, at)).ToValueList(),
            };
    }

    private static TargetState Saw(TargetState target, ObservedTraffic seen) =>
        target with
        {
            Observed = seen,
            Aim = seen.Traffic,
            WasMoved = target.WasMoved || seen.Traffic != Traffic.None,
            Furthest = seen.Traffic.Candidate > target.Furthest ? seen.Traffic.Candidate : target.Furthest,
            Ours = [seen.Traffic.Candidate],
        };

    private static CheckRun AtWeight(Rollout before, Rollout after, CheckRun guard, Instant at) =>
        CheckRanges.IsWatching(after, guard) && !CheckRanges.IsWatching(before, guard)
            ? guard with
            {
                Since = at,
            }
            : CheckRunEvolution.AfterShift(guard, at);
}

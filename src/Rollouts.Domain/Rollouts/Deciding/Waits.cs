using Rollouts.Domain.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>When the present wait has what it waits for. Deadlines are kept elsewhere.</summary>
internal static class Waits
{
    /// <summary>How the step is passed now; null where it still waits.</summary>
    public static Passing? Satisfied(Rollout state, Instant now) =>
        state.Instruction switch
        {
            Instruction.Ready => Readiness.Obstacles(state).Any() ? null : Passing.Done,
            Instruction.Shift or Instruction.Route or Instruction.Mirror => Passing.Done,
            Instruction.Hold hold => state.Step.RunBy(now) >= hold.For ? Passing.Done : null,
            Instruction.Verify verify => state.Step.RunBy(now) >= verify.AtLeast ? Proven(state, now) : null,
            Instruction.Bake bake => state.Step.RunBy(now) >= bake.For ? Proven(state, now) : null,
            Instruction.Approve approve => Approvals.IsComplete(state, approve) ? Passing.Done : null,
            Instruction.Gate => state.Step.GateSaidYes ? Passing.Done : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Whether every verdict that this step waits for is there.</summary>
    public static bool AreProven(Rollout state) =>
        state.Guards.All(guard => !IsAwaited(state, guard) || IsGood(state, guard));

    /// <summary>The guards whose verdict is still missing.</summary>
    public static IEnumerable<Guard> Undecided(Rollout state, Instant now) =>
        state.Guards.Where(guard => IsAwaited(state, guard) && !IsGood(state, guard) && !IsIgnored(guard, now));

    /// <summary>Whether a guard is broken that decides for itself.</summary>
    public static bool IsBroken(Rollout state, Guard guard) =>
        guard.Counts && guard.Standing == Standing.Breach && !Comparisons.AreScored(state, guard);

    /// <summary>Whether a guard watches traffic that has begun to move.</summary>
    public static bool IsEngaged(Rollout state, Guard guard) => guard.Counts && guard.Wave <= state.Position.Wave;

    /// <summary>What the plan has for a guard that says neither good nor bad.</summary>
    public static TroublePolicy? PolicyOf(Guard guard) =>
        guard.Standing switch
        {
            Standing.NoData => guard.Check.OnNoData,
            Standing.SourceFailed => guard.Check.OnSourceFailure,
            _ => null,
        };

    /// <summary>The guards whose verdict is missing, and which the plan ignores by now.</summary>
    public static IEnumerable<Guard> Ignored(Rollout state, Instant now) =>
        state.Guards.Where(guard => IsAwaited(state, guard) && !IsGood(state, guard) && IsIgnored(guard, now));

    private static Passing? Proven(Rollout state, Instant now) =>
        Undecided(state, now).Any() ? null
        : Ignored(state, now).Any() ? Passing.Undecided
        : Passing.Done;

    private static bool IsGood(Rollout state, Guard guard) =>
        Comparisons.AreScored(state, guard)
            ? Comparisons.Score(state)?.Standing == Standing.Healthy
            : guard.Standing == Standing.Healthy;

    private static bool IsIgnored(Guard guard, Instant now) =>
        PolicyOf(guard) is { Action: TroubleAction.Ignore } policy && now >= guard.Since + policy.After;

    /// <summary>
    /// Whether the step waits for this guard: it counts, it watches this wave, and there is something for it to
    /// judge. A comparison rests where only one version gets traffic.
    /// </summary>
    public static bool IsAwaited(Rollout state, Guard guard)
    {
        if (!guard.Counts || (guard.Target is not null && guard.Wave != state.Position.Wave))
        {
            return false;
        }

        return !guard.Check.IsRelative || (state.Instruction is Instruction.Verify && HasTwoArms(state));
    }

    private static bool HasTwoArms(Rollout state)
    {
        var weight = Courses.TrafficAt(state.Terms.Course, state.Position.Step).Candidate;
        return weight > Weight.Zero && weight < Weight.Full;
    }
}

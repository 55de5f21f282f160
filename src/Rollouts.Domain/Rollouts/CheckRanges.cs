using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>Determines which checks watch at a position.</summary>
public static class CheckRanges
{
    /// <summary>
    /// Whether a check watches now: its wave has begun, and the position is within its part of the course. A check
    /// without an end also watches the finished waves.
    /// </summary>
    public static bool IsWatching(Rollout state, CheckRun guard) => IsWatching(state, guard, state.Position);

    internal static bool IsWatching(Rollout state, CheckRun guard, Position position)
    {
        if (guard.Wave > position.Wave || (guard.Check.From ?? guard.Check.Until) is null)
        {
            return guard.Wave <= position.Wave;
        }

        var range = state.Spec.Steps.RangeOf(guard.Check);
        if (state.Spec.Observes)
        {
            return range.Contains(ObservedCourse.StepOf(state, guard.Target));
        }

        return guard.Wave < position.Wave ? range.IsOpen : range.Contains(position.Step);
    }
}

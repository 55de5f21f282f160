namespace Rollouts.Domain.Plans.Courses;

/// <summary>The part of a course in which a check watches: both steps, and all between them.</summary>
public readonly record struct CheckRange(int First, int Last)
{
    public static CheckRange Whole { get; } = new(0, int.MaxValue);

    /// <summary>Whether the check watches until the rollout ends, also after the course of its wave.</summary>
    public bool IsOpen => Last == int.MaxValue;

    public bool Contains(int step) => First <= step && step <= Last;
}

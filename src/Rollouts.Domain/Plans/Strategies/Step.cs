using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Plans.Strategies;

/// <summary>One step of a canary, as its author wrote it.</summary>
public abstract record Step
{
    private Step() { }

    /// <summary>Does one thing.</summary>
    public sealed record Do(Instruction Instruction) : Step;

    /// <summary>
    /// Ends the automatic way back after persons have agreed. It compiles to the approval and to the point itself, so
    /// that the way back is there for as long as the approval is awaited.
    /// </summary>
    public sealed record PassPoint(Instruction.Approve Approve, Instruction.PointOfNoReturn Point) : Step;

    /// <summary>Reaches a weight in several equal shifts, each of which is held for its part of the time.</summary>
    public sealed record Ramp(Weight To, TimeSpan Over, int In, PlanPath At) : Step;
}

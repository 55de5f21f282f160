using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Plans.Strategies;

/// <summary>One step of a canary, as its author wrote it.</summary>
public abstract record Step
{
    private Step() { }

    /// <summary>The name by which checks refer to the step; null for none.</summary>
    public StepName? Name =>
        this switch
        {
            Do one => one.Instruction.Name,
            PassPoint pass => pass.Point.Name,
            Ramp ramp => ramp.Called,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The place of the step in the plan.</summary>
    public PlanPath Place =>
        this switch
        {
            Do one => one.Instruction.At,
            PassPoint pass => pass.Point.At,
            Ramp ramp => ramp.At,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public Step Named(StepName name) =>
        this switch
        {
            Do one => new Do(one.Instruction with { Name = name }),
            PassPoint pass => new PassPoint(pass.Approve with { Name = name }, pass.Point with { Name = name }),
            Ramp ramp => ramp with { Called = name },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Does one thing.</summary>
    public sealed record Do(Instruction Instruction) : Step;

    /// <summary>
    /// Ends the automatic way back after persons have agreed. It compiles to the approval and to the point itself, so
    /// that the way back is there for as long as the approval is awaited.
    /// </summary>
    public sealed record PassPoint(Instruction.Approve Approve, Instruction.PointOfNoReturn Point) : Step;

    /// <summary>Reaches a weight in several equal shifts, each of which is held for its part of the time.</summary>
    /// <param name="Called">The name of the step; null for none.</param>
    public sealed record Ramp(Weight To, TimeSpan Over, int In, PlanPath At, StepName? Called = null) : Step;
}

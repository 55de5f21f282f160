using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Plans.Strategies;

/// <summary>The two ways to write down how traffic gets to the new version. Both compile to one course.</summary>
public abstract record Strategy
{
    private Strategy() { }

    public sealed record Canary(ValueList<Step> Steps, PlanPath At) : Strategy;

    /// <summary>Proves the new version on a preview, then moves all traffic in one write.</summary>
    public sealed record BlueGreen : Strategy
    {
        public Instruction.Route? Preview { get; init; }

        public ValueList<Instruction.Gate> Gates { get; init; } = [];

        public Instruction.Verify? Verify { get; init; }

        public Instruction.Approve? Approve { get; init; }

        public Instruction.Bake? Bake { get; init; }

        public required PlanPath At { get; init; }
    }
}

namespace Rollouts.Domain.Analysis.Power;

/// <summary>What a plan would do, failure by failure.</summary>
public sealed record RehearsalReport
{
    public required ValueList<Assessment> Failures { get; init; }

    public required HealthyAssessment Healthy { get; init; }

    /// <summary>
    /// The smallest multiple of the baseline's failures that is found in four runs of five; null for none.
    /// </summary>
    public double? SmallestRatio { get; init; }

    /// <summary>Steps, counted from 0, in which next to nothing is found that was not found before.</summary>
    public required ValueList<int> IdleSteps { get; init; }

    /// <summary>The tick that was simulated: longer than the plan's where a plan may last for days.</summary>
    public required TimeSpan Tick { get; init; }

    public required int Paths { get; init; }

    public required ulong Seed { get; init; }
}

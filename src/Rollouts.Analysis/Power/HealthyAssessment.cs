namespace Rollouts.Analysis.Power;

/// <summary>The simulated result of a plan for a release that is no worse than its predecessor.</summary>
public sealed record HealthyAssessment
{
    /// <summary>The chance that it is rolled back all the same.</summary>
    public required Chance RollBack { get; init; }

    /// <summary>The chance that a step runs out of time without having found it healthy.</summary>
    public required Chance Undecided { get; init; }

    /// <summary>From the first shift until every step was passed; null if no path passed all.</summary>
    public Waiting? TimeToPass { get; init; }
}

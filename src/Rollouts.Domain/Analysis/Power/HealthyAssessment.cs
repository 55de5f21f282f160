namespace Rollouts.Domain.Analysis.Power;

/// <summary>How a plan treats a release that is no worse than what it replaces.</summary>
public sealed record HealthyAssessment
{
    /// <summary>The chance that it is rolled back all the same.</summary>
    public required Chance RollBack { get; init; }

    /// <summary>The chance that a step runs out of time without having found it healthy.</summary>
    public required Chance Undecided { get; init; }

    /// <summary>From the first shift until every step was passed; null where no path got there.</summary>
    public Waiting? TimeToPass { get; init; }
}

namespace Rollouts.Domain.Analysis.Compare;

/// <summary>What comparing the values of two arms showed.</summary>
public enum Classification
{
    Pass,

    /// <summary>The candidate's values are higher.</summary>
    High,

    /// <summary>The candidate's values are lower.</summary>
    Low,

    /// <summary>An arm has no values.</summary>
    NoData,

    /// <summary>An arm has no values though it must: a failure in the score, short of a critical one.</summary>
    MissingRequiredData,

    /// <summary>No arrangement of so few values could reach the confidence that is asked for.</summary>
    TooFewPoints,

    /// <summary>It could not be judged. In a score it counts as a failure, for nobody knows better.</summary>
    Error,
}

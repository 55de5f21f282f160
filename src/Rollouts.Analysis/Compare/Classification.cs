namespace Rollouts.Analysis.Compare;

/// <summary>The result of comparing the values of two arms.</summary>
public enum Classification
{
    Pass,

    /// <summary>The candidate's values are higher.</summary>
    High,

    /// <summary>The candidate's values are lower.</summary>
    Low,

    /// <summary>An arm has no values.</summary>
    NoData,

    /// <summary>An arm lacks required data. The score counts this as a failure, though not as a critical one.</summary>
    MissingRequiredData,

    /// <summary>There are too few values: none of their arrangements could reach the required confidence.</summary>
    TooFewPoints,

    /// <summary>The comparison could not be judged. The score counts it as a failure, which is the safe side.</summary>
    Error,
}

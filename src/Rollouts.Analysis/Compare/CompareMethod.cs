namespace Rollouts.Analysis.Compare;

/// <summary>How two sets of values are compared.</summary>
public enum CompareMethod
{
    /// <summary>By rank: is one arm's values shifted against the other's, and how surely?</summary>
    MannWhitney,

    /// <summary>By mean, however small the difference. For benchmarking other methods against; not a test.</summary>
    MeanInequality,
}

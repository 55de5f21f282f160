namespace Rollouts.Analysis.Compare;

/// <summary>The treatment of points without a value.</summary>
public enum MissingValues
{
    /// <summary>They are left out.</summary>
    Remove,

    /// <summary>They count as zero: right for an error count that a source leaves out while there are none.</summary>
    AsZero,
}

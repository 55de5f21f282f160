namespace Rollouts.Domain.Analysis.Compare;

/// <summary>What a tolerance is a share of.</summary>
public enum ToleranceOf
{
    /// <summary>The baseline's median: 10 % is a tenth of what is usual.</summary>
    BaselineLevel,

    /// <summary>The shift that was estimated, as in Kayenta.</summary>
    EstimatedShift,
}

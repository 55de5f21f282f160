namespace Rollouts.Analysis.Compare;

/// <summary>The base of a relative tolerance.</summary>
public enum ToleranceOf
{
    /// <summary>The baseline's median: 10 % is a tenth of the usual level.</summary>
    BaselineLevel,

    /// <summary>The shift that was estimated, as in Kayenta.</summary>
    EstimatedShift,
}

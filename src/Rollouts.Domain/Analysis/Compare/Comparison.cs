namespace Rollouts.Domain.Analysis.Compare;

/// <summary>What comparing two sets of values showed, with the figures that led to it.</summary>
public sealed record Comparison(Classification Classification)
{
    /// <summary>Whether it fails the whole comparison by itself.</summary>
    public bool IsCritical { get; init; }

    /// <summary>
    /// The candidate's mean over the baseline's; not a number where either is 0, 1 where nothing was tested.
    /// </summary>
    public double Deviation { get; init; } = 1;

    public double? EffectSize { get; init; }

    /// <summary>Where the shift lies, as sure as was asked for.</summary>
    public Interval? Shift { get; init; }

    public double? EstimatedShift { get; init; }
}

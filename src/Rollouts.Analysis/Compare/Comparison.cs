namespace Rollouts.Analysis.Compare;

/// <summary>The result of comparing two sets of values, with its figures.</summary>
public sealed record Comparison(Classification Classification)
{
    /// <summary>Whether it alone fails the whole score.</summary>
    public bool IsCritical { get; init; }

    /// <summary>The candidate's mean divided by the baseline's; NaN if either is 0, 1 if nothing was tested.</summary>
    public double Deviation { get; init; } = 1;

    public double? EffectSize { get; init; }

    /// <summary>The confidence interval of the shift.</summary>
    public Interval? Shift { get; init; }

    public double? EstimatedShift { get; init; }
}

namespace Rollouts.Analysis.Compare;

/// <summary>How a check compares the values of both arms, by the options that people know from Kayenta.</summary>
public sealed record CompareSettings : JudgeSettings
{
    /// <summary>With fewer values an arm, chance decides.</summary>
    public int LeastPoints { get; init; } = 10;

    public CompareMethod Method { get; init; } = CompareMethod.MannWhitney;

    public Direction Direction { get; init; } = Direction.Either;

    /// <summary>A shift within this share is no difference.</summary>
    public double Tolerance { get; init; } = 0.25;

    public ToleranceOf ToleranceOf { get; init; } = ToleranceOf.BaselineLevel;

    /// <summary>How sure a difference must be.</summary>
    public double Confidence { get; init; } = 0.98;

    public MissingValues MissingValues { get; init; } = MissingValues.Remove;

    public OutlierRule Outliers { get; init; } = OutlierRule.Keep;

    public double OutlierFactor { get; init; } = 3;

    public EffectMeasure EffectMeasure { get; init; } = EffectMeasure.MeanRatio;

    /// <summary>An increase with a smaller effect passes; null takes the measure's point of no effect.</summary>
    public double? AllowedIncrease { get; init; }

    /// <summary>A decrease with a larger effect size passes; null takes the measure's point of no effect.</summary>
    public double? AllowedDecrease { get; init; }

    /// <summary>A failure of this check fails the whole comparison.</summary>
    public bool Critical { get; init; }

    /// <summary>From which effect on an increase is critical; null takes the measure's point of no effect.</summary>
    public double? CriticalIncrease { get; init; }

    public double? CriticalDecrease { get; init; }

    /// <summary>Having no values is a failure, not a gap.</summary>
    public bool MustHaveData { get; init; }

    /// <summary>Only the last so long of a verify is judged; null takes all of it.</summary>
    public TimeSpan? LookBack { get; init; }

    internal double NoEffect => EffectMeasure == EffectMeasure.MeanRatio ? 1 : 0.5;
}

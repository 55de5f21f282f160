namespace Rollouts.Analysis.Compare;

/// <summary>How the size of a difference is measured, beside how sure it is.</summary>
public enum EffectMeasure
{
    /// <summary>The candidate's mean over the baseline's; not a number where either is 0.</summary>
    MeanRatio,

    /// <summary>The chance that a value of the candidate is above one of the baseline, ties counting half.</summary>
    CommonLanguage,
}

namespace Rollouts.Analysis.Compare;

/// <summary>The grade of a score.</summary>
public enum Grade
{
    Pass,

    /// <summary>A person decides.</summary>
    Marginal,

    Fail,
}

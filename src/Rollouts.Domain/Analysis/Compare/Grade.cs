namespace Rollouts.Domain.Analysis.Compare;

/// <summary>What a score comes to.</summary>
public enum Grade
{
    Pass,

    /// <summary>A person decides.</summary>
    Marginal,

    Fail,
}

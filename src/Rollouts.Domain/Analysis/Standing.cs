namespace Rollouts.Domain.Analysis;

/// <summary>
/// How a check stands. Each kind has its own limit and its own policy in a plan: none stands in for another.
/// </summary>
public enum Standing
{
    /// <summary>Not enough evidence either way.</summary>
    Watching,

    /// <summary>Enough evidence to go on.</summary>
    Healthy,

    /// <summary>The candidate breaks the check.</summary>
    Breach,

    /// <summary>The source answers, but there is nothing to judge.</summary>
    NoData,

    /// <summary>The source does not answer, or its answer cannot be used.</summary>
    SourceFailed,

    /// <summary>The baseline breaks its own limit too, so this is not the candidate's fault.</summary>
    SharedIncident,

    /// <summary>There is no second arm to compare with, so the last verdict stands and nothing is judged.</summary>
    AtRest,
}

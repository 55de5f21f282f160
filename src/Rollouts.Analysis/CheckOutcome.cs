namespace Rollouts.Analysis;

/// <summary>
/// The outcome of a check. Each value has a limit and a policy of its own in a plan; none replaces another.
/// </summary>
public enum CheckOutcome
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

    /// <summary>There is no second arm to compare with. The last verdict stays, and nothing is judged.</summary>
    NotApplicable,

    /// <summary>
    /// The router gives the candidate another share of the requests than its weight. It says nothing about the
    /// candidate.
    /// </summary>
    Misrouted,
}

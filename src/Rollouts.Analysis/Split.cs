namespace Rollouts.Analysis;

/// <summary>Which arms have traffic. A comparison requires traffic on both.</summary>
public enum Split
{
    /// <summary>Before the first shift: the baseline has it all.</summary>
    BaselineAlone,

    /// <summary>Both versions serve.</summary>
    BothArms,

    /// <summary>The candidate serves everything, and the baseline stays warm.</summary>
    CandidateAlone,

    /// <summary>The candidate serves test requests only.</summary>
    Preview,

    /// <summary>After a way back: the candidate should get nothing any more.</summary>
    Returned,
}

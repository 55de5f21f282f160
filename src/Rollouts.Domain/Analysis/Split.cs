namespace Rollouts.Domain.Analysis;

/// <summary>Who has traffic. Only where both arms have some is there anything to compare.</summary>
public enum Split
{
    /// <summary>Before the first shift: the baseline has it all.</summary>
    BaselineAlone,

    /// <summary>Both versions serve.</summary>
    BothArms,

    /// <summary>The candidate serves everything, and the baseline is kept warm.</summary>
    CandidateAlone,

    /// <summary>The candidate serves test requests only.</summary>
    Preview,
}

namespace Rollouts.Analysis.Power;

/// <summary>How one simulated rollout ended.</summary>
internal enum PathEnd
{
    /// <summary>All steps were passed.</summary>
    Promoted,

    /// <summary>A judge found a breach.</summary>
    RolledBack,

    /// <summary>A step ran out of time and left it to a person.</summary>
    Held,

    /// <summary>A step timed out and rolled the traffic back.</summary>
    GaveUp,
}

namespace Rollouts.Domain.Rollouts.States;

/// <summary>Why an approval that was given ahead does not count.</summary>
public enum VoidReason
{
    /// <summary>Its time was over before the step was entered.</summary>
    Expired,

    /// <summary>The plan or the version is another one.</summary>
    ReleaseChanged,

    /// <summary>A required check is worse than when the approval was given.</summary>
    CheckWorse,

    /// <summary>The person may not approve here any more.</summary>
    RightsLost,
}

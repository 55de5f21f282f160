namespace Rollouts.Domain.Rollouts.States;

/// <summary>Why an approval does not count any more. All reasons but the last are of approvals given ahead.</summary>
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

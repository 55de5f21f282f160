namespace Rollouts.Domain.Rollouts.States;

/// <summary>The cause of a pause.</summary>
public enum PauseKind
{
    Person,

    /// <summary>A check broke, or had no data, and its policy is to hold.</summary>
    Check,

    /// <summary>A wait timed out without a decision.</summary>
    Undecided,

    /// <summary>A router did not apply or show the traffic in time.</summary>
    Router,

    /// <summary>Another actor moved the traffic.</summary>
    Drift,

    /// <summary>The plan asks for a rollback, and the rollout is past its point of no return.</summary>
    PastPoint,
}

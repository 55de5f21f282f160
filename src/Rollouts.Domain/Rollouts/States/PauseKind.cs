namespace Rollouts.Domain.Rollouts.States;

/// <summary>What made a rollout stand still.</summary>
public enum PauseKind
{
    Person,

    /// <summary>A check broke, or had nothing to say, and its policy is to hold.</summary>
    Check,

    /// <summary>A wait ran out undecided.</summary>
    Undecided,

    /// <summary>A router did not do what it was told in time.</summary>
    Router,

    /// <summary>Somebody else moved the traffic.</summary>
    Drift,
}

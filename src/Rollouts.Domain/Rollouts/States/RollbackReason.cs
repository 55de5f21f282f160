namespace Rollouts.Domain.Rollouts.States;

/// <summary>The cause of a rollback.</summary>
public enum RollbackReason
{
    Person,
    Breach,

    /// <summary>A check's policy for silence, a failing source or an undecided verify.</summary>
    Policy,
    Alarm,

    /// <summary>A no, or no answer in time.</summary>
    Answer,

    /// <summary>It ran, or stood paused, for as long as it may.</summary>
    Limit,
    Superseded,
}

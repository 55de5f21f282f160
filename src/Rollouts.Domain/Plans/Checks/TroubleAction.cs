namespace Rollouts.Domain.Plans.Checks;

/// <summary>What is done where a check cannot say good or bad.</summary>
public enum TroubleAction
{
    /// <summary>Pauses for a person.</summary>
    Hold,

    RollBack,

    /// <summary>Goes on as if the check were not there, and says so in the record.</summary>
    Ignore,
}

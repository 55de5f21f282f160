namespace Rollouts.Domain.Plans.Checks;

/// <summary>The action for a check that has no result.</summary>
public enum TroubleAction
{
    /// <summary>Pauses for a person.</summary>
    Hold,

    RollBack,

    /// <summary>Continues as if the check did not exist, and records it.</summary>
    Ignore,
}

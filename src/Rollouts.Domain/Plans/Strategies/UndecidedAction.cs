namespace Rollouts.Domain.Plans.Strategies;

/// <summary>The action of a verify that times out without a verdict.</summary>
public enum UndecidedAction
{
    /// <summary>Pauses for a person.</summary>
    Hold,

    RollBack,

    /// <summary>Continues. The missing proof is recorded as waived by the plan.</summary>
    Advance,
}

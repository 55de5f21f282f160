namespace Rollouts.Domain.Plans.Strategies;

/// <summary>What a verify does when its time is up and it knows neither good nor bad.</summary>
public enum UndecidedAction
{
    /// <summary>Pauses for a person.</summary>
    Hold,

    RollBack,

    /// <summary>Goes on; what was not proven is recorded as waived by the plan.</summary>
    Advance,
}

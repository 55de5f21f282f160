namespace Rollouts.Domain.Plans.Strategies;

/// <summary>What happens when nobody has answered in time, or somebody said no.</summary>
public enum TimeOutAction
{
    RollBack,

    /// <summary>Pauses for a person.</summary>
    Hold,
}

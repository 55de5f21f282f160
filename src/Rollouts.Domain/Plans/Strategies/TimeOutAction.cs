namespace Rollouts.Domain.Plans.Strategies;

/// <summary>The action after a wait timed out or was answered with a refusal.</summary>
public enum TimeOutAction
{
    RollBack,

    /// <summary>Pauses until a person decides.</summary>
    Hold,
}

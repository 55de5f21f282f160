namespace Rollouts.Domain.Plans.Checks;

/// <summary>The effect of a breach of one check.</summary>
public enum BreachAction
{
    RollBack,

    /// <summary>Pauses for a person.</summary>
    Hold,
}

namespace Rollouts.Domain.Plans.Checks;

/// <summary>What a breach of one check does.</summary>
public enum BreachAction
{
    RollBack,

    /// <summary>Pauses for a person.</summary>
    Hold,
}

namespace Rollouts.Analysis.Power;

/// <summary>The action of a step that times out while the candidate is not found healthy.</summary>
public enum StepEnd
{
    /// <summary>A person decides.</summary>
    Hold,

    RollBack,

    Advance,
}

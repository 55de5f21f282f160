namespace Rollouts.Domain.Analysis.Power;

/// <summary>What a step does when its time is up and the candidate is still not found healthy.</summary>
public enum StepEnd
{
    /// <summary>A person decides.</summary>
    Hold,

    RollBack,

    Advance,
}

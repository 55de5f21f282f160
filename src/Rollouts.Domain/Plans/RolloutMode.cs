namespace Rollouts.Domain.Plans;

/// <summary>The actor that moves the weights of a rollout.</summary>
public enum RolloutMode
{
    /// <summary>The weights are moved here, by the steps of the plan.</summary>
    Drive,

    /// <summary>
    /// Another controller moves the weights. They are read, judged and recorded here, and never written.
    /// </summary>
    Observe,
}

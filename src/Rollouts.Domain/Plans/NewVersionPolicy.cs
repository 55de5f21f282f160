namespace Rollouts.Domain.Plans;

/// <summary>The effect of a newer version on a running rollout.</summary>
public enum NewVersionPolicy
{
    /// <summary>The running rollout is rolled back, and the newer version starts.</summary>
    Supersede,

    /// <summary>The newer one waits; of several waiting, the newest stays.</summary>
    Queue,

    /// <summary>The newer one is refused.</summary>
    Refuse,
}

namespace Rollouts.Domain.Plans;

/// <summary>What happens when a newer version is announced while a rollout runs.</summary>
public enum NewVersionPolicy
{
    /// <summary>The running one is taken back and the newer one starts.</summary>
    Supersede,

    /// <summary>The newer one waits; of several waiting, the newest stays.</summary>
    Queue,

    /// <summary>The newer one is refused.</summary>
    Refuse,
}

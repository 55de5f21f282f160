namespace Rollouts.Domain.Rollouts.States;

/// <summary>The condition that ends the hold of a rollout after its store went back in time.</summary>
public enum StoreHoldKind
{
    /// <summary>A person must confirm the rollout. The restore has not been acknowledged.</summary>
    Unacknowledged,

    /// <summary>
    /// Each router must show no more than the rollout ever asked for, or a person must confirm the rollout. The restore
    /// was acknowledged when the process was started.
    /// </summary>
    Acknowledged,

    /// <summary>
    /// Each router must be read again; any weight is accepted. The store lost only seconds, as in a failover.
    /// </summary>
    Reread,
}

namespace Rollouts.Domain.Rollouts.States;

/// <summary>What ends the hold of a rollout after its store went back in time.</summary>
public enum StoreHoldKind
{
    /// <summary>A person's confirmation. Nobody has acknowledged the restore.</summary>
    Unacknowledged,

    /// <summary>
    /// A reading of each router that shows no more than the rollout ever asked for, or a person's confirmation. The
    /// restore was acknowledged when the process was started.
    /// </summary>
    Acknowledged,

    /// <summary>A reading of each router, whatever it shows. Only seconds were lost, as by a failover.</summary>
    Reread,
}

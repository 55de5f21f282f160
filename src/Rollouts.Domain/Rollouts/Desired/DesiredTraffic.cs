using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>The desired state of one target's router.</summary>
/// <param name="Traffic">The traffic to write; null if the router is only to be read.</param>
/// <param name="AddCandidate">Whether to add the candidate's backend to the route, at weight 0.</param>
/// <param name="RemoveStable">Whether to remove the old version's backend from the route.</param>
/// <param name="IsRollback">Whether this is a rollback, which has a lane of its own.</param>
public sealed record DesiredTraffic(
    TargetName Target,
    Traffic? Traffic,
    bool AddCandidate,
    bool RemoveStable,
    bool IsRollback
)
{
    /// <summary>Whether the router has to be written, as far as is known.</summary>
    public bool IsPending { get; init; }
}

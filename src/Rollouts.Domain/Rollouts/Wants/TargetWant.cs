using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Wants;

/// <summary>What one target's router should show.</summary>
/// <param name="Traffic">What it is to do; null where it is only to be read.</param>
/// <param name="AddCandidate">Whether the candidate's backend is to be put on the route, at weight 0.</param>
/// <param name="RemoveStable">Whether the old version's backend is to be taken off the route.</param>
/// <param name="IsWayBack">Whether this is the way back, which has a lane of its own.</param>
public sealed record TargetWant(
    TargetName Target,
    Traffic? Traffic,
    bool AddCandidate,
    bool RemoveStable,
    bool IsWayBack
)
{
    /// <summary>Whether the router has to be written, as far as is known.</summary>
    public bool IsPending { get; init; }
}

namespace Rollouts.Domain.Rollouts.Services;

/// <summary>A versioned backend that a rollout put on a route, until it is off the route again.</summary>
/// <param name="AddedBy">The rollout that added it, and whose look removes it.</param>
/// <param name="IsOurs">False where the router refused to add it: if it appears, somebody else added it.</param>
/// <param name="IdleSince">Since when it has had no traffic and no rollout has named it; null while in use.</param>
public sealed record AddedBackend(
    TargetName Target,
    BackendName Backend,
    RolloutId AddedBy,
    bool IsOurs = true,
    Instant? IdleSince = null
)
{
    /// <summary>Whether it is stable, or a rollout that has not ended gives it traffic or may do so.</summary>
    public bool IsNamed(Service service, IEnumerable<Terms> live) =>
        service.StableOn(Target)?.Backend == Backend
        || live.SelectMany(terms => terms.Targets)
            .Any(target => target.Name == Target && (target.Candidate == Backend || target.Stable == Backend));
}

using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Services;

/// <summary>A versioned backend that a rollout added to a route and that is still on it.</summary>
/// <param name="AddedBy">The rollout that added the backend. Its reconciliation also removes it.</param>
/// <param name="IsOurs">False if the router refused to add it. If it appears later, another actor added it.</param>
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
    public bool IsNamed(Service service, IEnumerable<RolloutSpec> live) =>
        service.StableOn(Target)?.Backend == Backend
        || live.SelectMany(terms => terms.Targets)
            .Any(target => target.Name == Target && (target.Candidate == Backend || target.Stable == Backend));
}

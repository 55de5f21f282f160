namespace Rollouts.Domain.Routes;

/// <summary>An event of the claim on a route.</summary>
public abstract record RouteClaimEvent
{
    private RouteClaimEvent() { }

    /// <summary>
    /// A rollout began on a route that no other service owns, so its service owns the route from now on.
    /// </summary>
    public sealed record Claimed(RouteOwner Owner, RolloutId Rollout, Instant At) : RouteClaimEvent;

    /// <summary>A further rollout of the owner began.</summary>
    public sealed record Used(RolloutId Rollout, Instant At) : RouteClaimEvent;

    /// <summary>An administrator freed the route.</summary>
    public sealed record Freed : RouteClaimEvent;
}

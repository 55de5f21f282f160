namespace Rollouts.Domain.Routes;

/// <summary>
/// The claim on a route for which administrators have declared no owner. The first service that begins a rollout on the
/// route owns it, so that no other service can move its traffic by naming it in a plan.
/// </summary>
public sealed record RouteClaim
{
    /// <summary>A claim expires after this time without a rollout.</summary>
    public static readonly TimeSpan LastsUnused = TimeSpan.FromDays(30);

    /// <summary>Null if the route is free.</summary>
    public RouteOwner? Owner { get; init; }

    /// <summary>The rollout of the owner that began last.</summary>
    public RolloutId? Rollout { get; init; }

    /// <summary>When the owner claimed the route.</summary>
    public Instant? Since { get; init; }

    /// <summary>When the owner's last rollout began.</summary>
    public Instant? LastUsed { get; init; }

    /// <summary>How many events led here; the revision of the claim.</summary>
    public int Version { get; init; }

    /// <summary>
    /// Whether the claim is older than it may be. An owner with a live rollout keeps its claim all the same: whether it
    /// has one is known to its service's record only.
    /// </summary>
    public bool IsStale(Instant now) => LastUsed is { } used && now - used > LastsUnused;

    public bool IsOwnedByAnother(RouteOwner owner) => Owner is { } other && other != owner;

    /// <summary>A rollout of a service that may have the route begins on it.</summary>
    public ValueList<RouteClaimEvent> Begin(RouteOwner owner, RolloutId rollout, Instant at) =>
        Owner == owner ? [new RouteClaimEvent.Used(rollout, at)] : [new RouteClaimEvent.Claimed(owner, rollout, at)];

    public ValueList<RouteClaimEvent> Free() => Owner is null ? [] : [new RouteClaimEvent.Freed()];

    public RouteClaim Evolve(RouteClaimEvent happened) =>
        happened switch
        {
            RouteClaimEvent.Claimed claimed => new RouteClaim
            {
                Owner = claimed.Owner,
                Rollout = claimed.Rollout,
                Since = claimed.At,
                LastUsed = claimed.At,
                Version = Version + 1,
            },
            RouteClaimEvent.Used used => this with
            {
                Rollout = used.Rollout,
                LastUsed = used.At,
                Version = Version + 1,
            },
            RouteClaimEvent.Freed => new RouteClaim { Version = Version + 1 },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

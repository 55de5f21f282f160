namespace Rollouts.Domain.Rollouts.States;

/// <summary>What keeps a rollout from starting.</summary>
public abstract record Obstacle
{
    private Obstacle() { }

    /// <summary>Nobody has looked yet what is in the way.</summary>
    public sealed record NotLooked : Obstacle;

    /// <summary>Another rollout of the same service is under way.</summary>
    public sealed record OtherRollout(RolloutId Other, VersionName Version) : Obstacle;

    /// <summary>As many rollouts run in the environment as may.</summary>
    public sealed record NoSlot(int AtOnce) : Obstacle;

    /// <summary>The route of a target belongs to another service or environment, which is not named here.</summary>
    public sealed record RouteNotOurs(TargetName Target) : Obstacle;

    public sealed record Frozen(FreezeName Freeze) : Obstacle;

    public sealed record Ringing(string Alarm) : Obstacle;

    /// <summary>A target does not show what a start needs.</summary>
    public sealed record TargetNotReady(TargetName Target, string Because) : Obstacle;

    /// <summary>A metric source has not answered yet.</summary>
    public sealed record NoAnswer(CheckName Check, TargetName? Target) : Obstacle;

    /// <summary>A check is broken before any traffic has moved: a start would only come back.</summary>
    public sealed record AlreadyBroken(CheckName Check, TargetName? Target) : Obstacle;

    /// <summary>The store went back in time, and the rollout was not confirmed since.</summary>
    public sealed record StoreWentBack(StoreHoldKind Kind) : Obstacle;

    public string Say() =>
        this switch
        {
            NotLooked => "what is in the way has not been looked at yet",
            OtherRollout other => $"version {other.Version} is still on its way (rollout {other.Other})",
            NoSlot slot => $"{slot.AtOnce} rollouts run in this environment, as many as may",
            RouteNotOurs route =>
                $"the route of target '{route.Target}' does not belong to this service; ask an administrator",
            Frozen frozen => $"freeze '{frozen.Freeze}' is in force",
            Ringing ringing => $"alarm '{ringing.Alarm}' is ringing",
            TargetNotReady target => $"target '{target.Target}' is not ready: {target.Because}",
            NoAnswer check => $"the source of check '{check.Check}' has not answered"
                + (check.Target is { } name ? $" for '{name}'" : ""),
            AlreadyBroken check => $"check '{check.Check}' is broken already"
                + (check.Target is { } place ? $" on '{place}'" : ""),
            StoreWentBack { Kind: StoreHoldKind.Reread } =>
                "the database lost its last seconds; the routers are read again first",
            StoreWentBack => "the database went back in time; an operator must confirm this rollout",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

namespace Rollouts.Domain.Rollouts.States;

/// <summary>A condition that keeps a rollout from starting.</summary>
public abstract record Blocker
{
    private Blocker() { }

    /// <summary>The engine has not determined the blockers yet.</summary>
    public sealed record NotLooked : Blocker;

    /// <summary>Another rollout of the same service is under way.</summary>
    public sealed record OtherRollout(RolloutId Other, VersionName Version) : Blocker;

    /// <summary>The environment has reached its limit of concurrent rollouts.</summary>
    public sealed record NoSlot(int AtOnce) : Blocker;

    /// <summary>The route of a target belongs to another service or environment, which is not named here.</summary>
    public sealed record RouteNotOurs(TargetName Target) : Blocker;

    public sealed record Frozen(FreezeName Freeze) : Blocker;

    public sealed record AlarmRinging(string Alarm) : Blocker;

    /// <summary>The router of a target does not show the state that a start requires.</summary>
    public sealed record TargetNotReady(TargetName Target, string Because) : Blocker;

    /// <summary>A metric source has not answered yet.</summary>
    public sealed record NoAnswer(CheckName Check, TargetName? Target) : Blocker;

    /// <summary>A check is broken before any traffic has moved. A start would end in a rollback.</summary>
    public sealed record AlreadyBroken(CheckName Check, TargetName? Target) : Blocker;

    /// <summary>
    /// Requests still reach the backend that the rollout would use, since an earlier rollout on it was taken back.
    /// </summary>
    public sealed record CandidateStillServing(TargetName Target, BackendName Backend, string Sentence) : Blocker;

    /// <summary>Administrators have handed the environment to another controller since the start.</summary>
    public sealed record EnvironmentObserves(EnvironmentName Environment) : Blocker;

    /// <summary>The store went back in time, and the rollout has not been confirmed since.</summary>
    public sealed record StoreWentBack(StoreHoldKind Kind) : Blocker;

    public string Say() =>
        this switch
        {
            NotLooked => "what is in the way has not been looked at yet",
            OtherRollout other => $"version {other.Version} is still on its way (rollout {other.Other})",
            NoSlot slot => $"{slot.AtOnce} rollouts run in this environment, as many as may",
            RouteNotOurs route =>
                $"the route of target '{route.Target}' does not belong to this service; ask an administrator",
            Frozen frozen => $"freeze '{frozen.Freeze}' is in force",
            AlarmRinging ringing => $"alarm '{ringing.Alarm}' is ringing",
            TargetNotReady target => $"target '{target.Target}' is not ready: {target.Because}",
            NoAnswer check => $"the source of check '{check.Check}' has not answered"
                + (check.Target is { } name ? $" for '{name}'" : ""),
            AlreadyBroken check => $"check '{check.Check}' is broken already"
                + (check.Target is { } place ? $" on '{place}'" : ""),
            CandidateStillServing still =>
                $"candidate-still-serving: requests still reach '{still.Backend}' on '{still.Target}' "
                    + $"({still.Sentence}); it may start when they end, or when an administrator confirms it",
            EnvironmentObserves observing =>
                $"environment '{observing.Environment}' only observes: another controller moves the weights there",
            StoreWentBack { Kind: StoreHoldKind.Reread } =>
                "the database lost its last seconds; the routers are read again first",
            StoreWentBack => "the database went back in time; an operator must confirm this rollout",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

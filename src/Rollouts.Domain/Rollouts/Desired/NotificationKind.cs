namespace Rollouts.Domain.Rollouts.Desired;

public enum NotificationKind
{
    Began,
    Step,
    ApprovalWanted,

    /// <summary>An approval is incomplete, and the next channel is informed of it.</summary>
    Escalated,
    Paused,
    GoingBack,

    /// <summary>
    /// The plan asks for a rollback past the point of no return. A person must decide at once, and is told again until
    /// then.
    /// </summary>
    RollbackWithheld,

    /// <summary>A target is unreachable during a rollback. A person must intervene at once.</summary>
    Unreachable,
    Ended,

    /// <summary>
    /// Requests still reach a candidate that was taken back, although its router shows 0. A person must look at once.
    /// </summary>
    StillServing,

    /// <summary>A rollout that is only observed would have held or gone back.</summary>
    WouldHaveActed,

    /// <summary>The content of a message that is edited in place has changed. Webhooks are not called for it.</summary>
    Updated,
}

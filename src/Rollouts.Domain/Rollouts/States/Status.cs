namespace Rollouts.Domain.Rollouts.States;

/// <summary>The phase of a rollout.</summary>
public abstract record Status
{
    private Status() { }

    /// <summary>Accepted and waiting. The engine reports the external blockers.</summary>
    public sealed record Queued(ValueList<Blocker> Outside) : Status;

    public sealed record Running : Status;

    /// <summary>Paused at its weight. Checks keep watching and may still start a rollback.</summary>
    public sealed record Paused(PauseKind Kind, Instant Since) : Status;

    /// <summary>
    /// Rolling back, for as long as it takes. If a newer version caused the rollback, the rollout ends as superseded.
    /// </summary>
    public sealed record RollingBack(RollbackReason Reason, Instant Since, RolloutId? SupersededBy) : Status;

    /// <summary>Another controller moves the weights. They are read and judged, and nothing is written.</summary>
    public sealed record Observing : Status;

    /// <summary>Ended. No further event changes the status.</summary>
    public abstract record Final(Instant At) : Status;

    /// <param name="IsUnproven">True if a verdict that success requires was waived.</param>
    public sealed record Succeeded(Instant At, bool IsUnproven) : Final(At);

    public sealed record RolledBack(Instant At) : Final(At);

    /// <summary>Ended before any traffic moved.</summary>
    public sealed record Cancelled(Instant At) : Final(At);

    public sealed record Superseded(Instant At, RolloutId By) : Final(At);

    /// <summary>An administrator took over. The weights are not known here any more.</summary>
    public sealed record Abandoned(Instant At) : Final(At);

    /// <summary>The other controller gave the new version all traffic.</summary>
    public sealed record ObservedSucceeded(Instant At) : Final(At);

    /// <summary>The other controller took all traffic from the new version.</summary>
    public sealed record ObservedRolledBack(Instant At) : Final(At);

    /// <summary>The observation ended at its limit, with traffic on both versions.</summary>
    public sealed record ObservedTimedOut(Instant At) : Final(At);

    public string Name => GetType().Name;
}

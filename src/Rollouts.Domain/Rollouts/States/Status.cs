namespace Rollouts.Domain.Rollouts.States;

/// <summary>Where a rollout is in its life.</summary>
public abstract record Status
{
    private Status() { }

    /// <summary>Accepted, and waiting; what is in its way from outside is told by the engine.</summary>
    public sealed record Queued(ValueList<Obstacle> Outside) : Status;

    public sealed record Running : Status;

    /// <summary>Stands still with its weight. Guards go on watching and may still take it back.</summary>
    public sealed record Paused(PauseKind Kind, Instant Since) : Status;

    /// <summary>
    /// On the way back, for as long as it takes. A newer version that caused it ends it as superseded.
    /// </summary>
    public sealed record RollingBack(BackKind Kind, Instant Since, RolloutId? SupersededBy) : Status;

    /// <summary>Over, for good.</summary>
    public abstract record Final(Instant At) : Status;

    /// <param name="IsUnproven">A verdict that would have been needed was waived by somebody.</param>
    public sealed record Succeeded(Instant At, bool IsUnproven) : Final(At);

    public sealed record RolledBack(Instant At) : Final(At);

    /// <summary>No traffic ever moved.</summary>
    public sealed record Cancelled(Instant At) : Final(At);

    public sealed record Superseded(Instant At, RolloutId By) : Final(At);

    /// <summary>An administrator took over; nobody knows the weights here.</summary>
    public sealed record Abandoned(Instant At) : Final(At);

    public string Name => GetType().Name;
}

namespace Rollouts.Integrations.Storage.Driving;

/// <summary>When a rollout is to be looked at next.</summary>
/// <param name="At">Null for never: only a command or an observation brings it back.</param>
public sealed record DueTime(Instant? At)
{
    /// <summary>
    /// No due time is stored further ahead than this, the longest pause that any look has. A store whose clock was
    /// ahead for a moment would otherwise keep a rollout from being looked at for as long as the clock was ahead.
    /// </summary>
    public static TimeSpan Furthest { get; } = TimeSpan.FromMinutes(5);

    /// <summary>What is due further ahead than this counts as due: a clock that was wrong wrote it.</summary>
    public static TimeSpan Impossible { get; } = TimeSpan.FromMinutes(6);

    /// <summary>At once, by the clock of the store: for a command, and for the way back.</summary>
    public static DueTime Now { get; } = new(new Instant(0));

    /// <summary>What a store whose clock shows this keeps of it.</summary>
    public Instant? KeptAt(Instant now) =>
        At is not { } at ? null
        : at <= Now.At!.Value ? now
        : at > now + Furthest ? now + Furthest
        : at;
}

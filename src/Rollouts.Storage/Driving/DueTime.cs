namespace Rollouts.Storage.Driving;

/// <summary>When a rollout is looked at next.</summary>
/// <param name="At">Null for never: only a command or an observation makes the rollout due again.</param>
public sealed record DueTime(Instant? At)
{
    /// <summary>
    /// The furthest due time that is stored, which is the longest pause of any look. A store whose clock was ahead for
    /// a moment would otherwise keep a rollout from being looked at for as long as the clock was ahead.
    /// </summary>
    public static TimeSpan Furthest { get; } = TimeSpan.FromMinutes(5);

    /// <summary>A due time further ahead than this counts as due, because a wrong clock wrote it.</summary>
    public static TimeSpan Impossible { get; } = TimeSpan.FromMinutes(6);

    /// <summary>At once by the clock of the store: for commands and rollbacks.</summary>
    public static DueTime Now { get; } = new(new Instant(0));

    /// <summary>The due time that a store with this clock stores.</summary>
    public Instant? KeptAt(Instant now) =>
        At is not { } at ? null
        : at <= Now.At!.Value ? now
        : at > now + Furthest ? now + Furthest
        : at;
}

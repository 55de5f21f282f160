namespace Rollouts.Domain.Plans;

/// <summary>The outer bounds of a rollout.</summary>
public sealed record Limits
{
    /// <summary>
    /// The longest a rollout may run; then it is taken back. Null in a plan that leaves it open: the course says
    /// how long it is.
    /// </summary>
    public TimeSpan? AtMost { get; init; }

    /// <summary>The longest it may stand paused; then it is taken back.</summary>
    public TimeSpan PausedAtMost { get; init; } = PlanDefaults.PausedAtMost;

    /// <summary>The longest it may wait for its start; then it is cancelled.</summary>
    public TimeSpan QueuedAtMost { get; init; } = PlanDefaults.QueuedAtMost;

    public NewVersionPolicy NewVersion { get; init; } = NewVersionPolicy.Supersede;
}

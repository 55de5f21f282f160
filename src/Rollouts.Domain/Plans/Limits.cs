namespace Rollouts.Domain.Plans;

/// <summary>The outer bounds of a rollout.</summary>
public sealed record Limits
{
    /// <summary>
    /// The maximum duration of a rollout, after which it is rolled back. Null if the plan does not set it: the steps
    /// then determine the limit.
    /// </summary>
    public TimeSpan? AtMost { get; init; }

    /// <summary>The maximum duration of a pause, after which the rollout is rolled back.</summary>
    public TimeSpan PausedAtMost { get; init; } = PlanDefaults.PausedAtMost;

    /// <summary>The longest it may wait for its start; then it is cancelled.</summary>
    public TimeSpan QueuedAtMost { get; init; } = PlanDefaults.QueuedAtMost;

    public NewVersionPolicy NewVersion { get; init; } = NewVersionPolicy.Supersede;
}

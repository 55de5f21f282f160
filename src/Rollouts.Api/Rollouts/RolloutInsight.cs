namespace Rollouts.Api.Rollouts;

/// <summary>The explanation of a rollout's current state.</summary>
/// <param name="Summary">The current state in words.</param>
/// <param name="Because">Its waits and its blockers, one sentence each.</param>
/// <param name="Deadline">The next time at which a deadline changes the rollout.</param>
internal sealed record RolloutInsight(string Summary, ValueList<string> Because, string? Deadline);

using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Services;

/// <summary>One rollout's place in the queue of its service.</summary>
/// <param name="Number">
/// Counts the rollouts in the order in which they are opened, which defines newer and older.
/// </param>
/// <param name="OnNewVersion">The effect of a newer version on it, by the plan it was started with.</param>
public sealed record QueueEntry(RolloutId Id, int Number, VersionName Version, NewVersionPolicy OnNewVersion);

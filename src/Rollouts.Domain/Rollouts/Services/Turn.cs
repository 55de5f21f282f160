using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Rollouts.Services;

/// <summary>One rollout's place in the queue of its service.</summary>
/// <param name="Number">Rollouts are counted as they are opened, so that newer and older mean something.</param>
/// <param name="OnNewVersion">What a newer version does to it, by the plan it was started with.</param>
public sealed record Turn(RolloutId Id, int Number, VersionName Version, NewVersionPolicy OnNewVersion);

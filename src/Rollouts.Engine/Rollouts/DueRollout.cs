using Rollouts.Engine.Clocks;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Rollouts;

/// <summary>A rollout that this worker has claimed.</summary>
/// <param name="Late">The delay of the claim after the due time.</param>
public sealed record DueRollout(ClaimedRollout Claimed, Lease Lease, TimeSpan Late);

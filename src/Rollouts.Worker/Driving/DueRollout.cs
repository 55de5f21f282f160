using Rollouts.Integrations.Storage.Driving;
using Rollouts.Worker.Clocks;

namespace Rollouts.Worker.Driving;

/// <summary>A rollout that this worker has claimed.</summary>
/// <param name="Late">How long after its due time that was.</param>
public sealed record DueRollout(ClaimedRollout Claimed, Lease Lease, TimeSpan Late);

using Rollouts.Domain.Rollouts;

namespace Rollouts.Integrations.Storage.Driving;

/// <summary>A worker lets go of a rollout.</summary>
/// <param name="Version">The version it leaves behind. If others have moved it on, the due time is theirs.</param>
public sealed record Release(RolloutId Id, LeaseToken Lease, int Version, DueTime Due);

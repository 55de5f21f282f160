using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Integrations.Storage.Driving;

/// <summary>A rollout that is due, held under a lease.</summary>
/// <param name="Due">When it was to be looked at: the difference to now is how late the worker is.</param>
public sealed record ClaimedRollout(RolloutId Id, StoredState Stream, LeaseToken Lease, Instant Due);

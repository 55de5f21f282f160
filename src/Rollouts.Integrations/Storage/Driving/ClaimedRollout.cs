using Rollouts.Domain.Audit;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Integrations.Storage.Driving;

/// <summary>A rollout that is due, held under a lease.</summary>
/// <param name="Head">Where it stood when it was claimed; most claims find what was read before.</param>
/// <param name="Due">When it was to be looked at: the difference to now is how late the worker is.</param>
public sealed record ClaimedRollout(RolloutId Id, Head Head, LeaseToken Lease, Instant Due);

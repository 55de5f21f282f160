using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Driving;

/// <summary>A rollout that is due, held under a lease.</summary>
/// <param name="Head">
/// The head of its stream at the claim. For most claims the state of that head is already cached.
/// </param>
/// <param name="Due">The due time. Its distance to the time of the claim is the delay of the worker.</param>
public sealed record ClaimedRollout(RolloutId Id, Head Head, LeaseToken Lease, Instant Due)
{
    public WorkClass Class { get; init; } = WorkClass.Forward;
}

using Rollouts.Domain.Rollouts;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Rollouts;

/// <summary>The lease, the due time and the answer of a write.</summary>
public sealed record WriteTerms
{
    /// <summary>The lease of the writer; null for a writer without one.</summary>
    public LeaseToken? Lease { get; init; }

    /// <summary>When the rollout is looked at next; null leaves the due time to the holder of the lease.</summary>
    public DueTime? Due { get; init; }

    /// <summary>The work class of that look, unless the rollout is rolling back.</summary>
    public WorkClass Class { get; init; } = WorkClass.Forward;

    /// <summary>Whether a worker is to look at the rollout at once.</summary>
    public bool Wakes { get; init; }

    /// <summary>Makes the answer to the request from the state after the write.</summary>
    public Func<Rollout, StoredAnswer>? Answer { get; init; }
}

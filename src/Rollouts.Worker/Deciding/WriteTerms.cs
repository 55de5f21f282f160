using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;

namespace Rollouts.Worker.Deciding;

/// <summary>On which terms something is written.</summary>
public sealed record WriteTerms
{
    /// <summary>The lease under which it is written; null for whoever holds none.</summary>
    public LeaseToken? Lease { get; init; }

    /// <summary>When the rollout is to be looked at next; null leaves it to whoever holds it.</summary>
    public DueTime? Due { get; init; }

    /// <summary>Whether a worker is to look at it at once.</summary>
    public bool Wakes { get; init; }

    /// <summary>The answer to the request behind it, made of the state it leads to.</summary>
    public Func<Rollout, StoredAnswer>? Answer { get; init; }
}

using Rollouts.Domain.Audit;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Storage.Batching;

/// <summary>
/// The stored state that a batch reads, under locks that are held until it is written. A stream that is missing here
/// does not exist.
/// </summary>
internal sealed class CurrentHeads
{
    public Dictionary<StreamName, (int Version, Hash Head)> Streams { get; } = [];

    /// <summary>The number of the lease that is held on each rollout's stream.</summary>
    public Dictionary<StreamName, long> Leases { get; } = [];

    public HashSet<RequestKey> Answered { get; } = [];
}

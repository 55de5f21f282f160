using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Integrations.Storage.Batching;

/// <summary>
/// What a batch meets, read under locks that last until it is written. A stream that is not named is not there.
/// </summary>
internal sealed class Standing
{
    public Dictionary<StreamName, (int Version, Hash Head)> Streams { get; } = [];

    /// <summary>The number of the lease that is held on a rollout's stream.</summary>
    public Dictionary<StreamName, long> Leases { get; } = [];

    public HashSet<RequestKey> Answered { get; } = [];
}

using Rollouts.Storage.Idempotency;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryRequest
{
    public required string Digest { get; init; }

    public required Instant ReceivedAt { get; set; }

    public StoredAnswer? Answer { get; set; }
}

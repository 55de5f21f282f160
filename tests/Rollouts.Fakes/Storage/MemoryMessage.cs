using Rollouts.Storage.Outbox;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryMessage : MemoryLease
{
    public required Message Message { get; init; }

    public required Instant WrittenAt { get; init; }

    public required Instant Due { get; set; }

    public int Attempts { get; set; }

    public Instant? SentAt { get; set; }

    public string? Error { get; set; }

    public bool IsDead { get; set; }
}

using Rollouts.Storage.Driving;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryQuestion : MemoryLease
{
    public required string Terms { get; set; }

    public required WorkClass Class { get; set; }

    public required Instant Due { get; set; }

    public ReadOnlyMemory<byte> Evidence { get; set; }
}

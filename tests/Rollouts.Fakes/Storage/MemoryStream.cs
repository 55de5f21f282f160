using Rollouts.Domain.Audit;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryStream
{
    public List<ChainedEntry> Entries { get; } = [];

    public string? State { get; set; }
}

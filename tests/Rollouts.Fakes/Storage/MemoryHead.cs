using Rollouts.Storage.Marks;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryHead(MemoryTables tables) : IStoreHead
{
    public Task<StoreHead> ReadAsync(CancellationToken cancellation) =>
        tables.Run(
            nameof(MemoryStore.Head),
            nameof(ReadAsync),
            () =>
                new StoreHead("memory", tables.Streams.Values.Sum(stream => (long)stream.Entries.Count), tables.Now()),
            cancellation
        );
}

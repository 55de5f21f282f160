using System.Runtime.CompilerServices;
using Rollouts.Domain.Audit;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryStreams(MemoryTables tables, MemoryCommits commits) : IStreamStore
{
    private const string Door = "Streams";

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> written,
        CancellationToken cancellation
    ) => tables.Run(Door, nameof(CommitAsync), () => commits.Write(written), cancellation);

    public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(LoadAsync),
            () => new Loaded(tables.Now(), streams.Select(StateOf).ToValueList()),
            cancellation
        );

    public async IAsyncEnumerable<ChainedEntry> ReadAsync(
        StreamName stream,
        int above,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var entries = await tables.Run(
            Door,
            nameof(ReadAsync),
            () => tables.Streams.TryGetValue(stream.Text, out var found) ? found.Entries.Skip(above).ToList() : [],
            cancellation
        );
        foreach (var entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public async IAsyncEnumerable<Head> HeadsAsync(
        StreamName after,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var heads = await tables.Run(
            Door,
            nameof(HeadsAsync),
            () =>
                tables
                    .Streams.Where(stream => string.CompareOrdinal(stream.Key, after.Text) > 0)
                    .Select(stream => new Head(stream.Key, stream.Value.Entries.Count, stream.Value.Entries[^1].Hash))
                    .ToList(),
            cancellation
        );
        foreach (var head in heads)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return head;
        }
    }

    private StoredState? StateOf(Wanted wanted) =>
        tables.StateOf(wanted.Name) is { } stored && stored.Head == wanted.Known
            ? stored with
            {
                State = null,
            }
            : tables.StateOf(wanted.Name);
}

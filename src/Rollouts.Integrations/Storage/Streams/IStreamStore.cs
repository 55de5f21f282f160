using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Streams;

/// <summary>The streams: what happened, for ever, each record chained to the one before it.</summary>
public interface IStreamStore
{
    /// <summary>
    /// Writes many commits in one transaction, one after the other: a later one sees what an earlier one wrote. Each
    /// is written or not by itself; the outcomes are in their order. The store chains the records, so their hashes
    /// are its business. Nothing is written where this throws, but for what
    /// <see cref="StoreUnavailableException"/> says of broken connections; who cancels may meet the same.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A commit contradicts itself, or holds text that no store keeps (a NUL, half a surrogate pair).
    /// </exception>
    /// <exception cref="StoreUnavailableException">The database is not there, or full.</exception>
    Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellation);

    /// <summary>Reads where streams stand, all at one moment.</summary>
    Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation);

    /// <summary>The records of a stream above a version, in order.</summary>
    IAsyncEnumerable<ChainedEntry> ReadAsync(StreamName stream, int above, CancellationToken cancellation);

    /// <summary>The heads of all streams whose name comes after this one, in the order of their names.</summary>
    IAsyncEnumerable<Head> HeadsAsync(StreamName after, CancellationToken cancellation);
}

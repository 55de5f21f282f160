using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Streams;

/// <summary>The streams: permanent records, each chained to the one before it.</summary>
public interface IStreamStore
{
    /// <summary>
    /// Writes many commits in one transaction in their order: a later one sees the writes of an earlier one. Each is
    /// written or not by itself, and the outcomes are in the same order. The store chains the records and computes
    /// their hashes. If this throws, nothing is written, except in the case of a broken connection that
    /// <see cref="StoreUnavailableException"/> describes. After a cancellation the outcome may be unknown in the same
    /// way.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// A commit contradicts itself, or holds text that no store can keep (a NUL, half a surrogate pair).
    /// </exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or is full.</exception>
    Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellation);

    /// <summary>Reads the states of streams from one snapshot.</summary>
    Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation);

    /// <summary>The records of a stream above a version, in order.</summary>
    IAsyncEnumerable<ChainedEntry> ReadAsync(StreamName stream, int above, CancellationToken cancellation);

    /// <summary>The heads of all streams whose name comes after this one, in the order of their names.</summary>
    IAsyncEnumerable<Head> HeadsAsync(StreamName after, CancellationToken cancellation);
}

using Rollouts.Domain.Audit;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Coalescing;

internal sealed class CoalescedStreams(IStreamStore streams) : IStreamStore
{
    /// <summary>More concurrent transactions would only wait for each other's locks and for the same disk.</summary>
    private const int Transactions = 3;

    /// <summary>Beyond a few hundred commits a transaction takes longer and saves nothing.</summary>
    private const int CommitsTogether = 200;

    private const int Questions = 3;

    private const int StreamsTogether = 400;

    private readonly RequestCoalescer<IReadOnlyList<Commit>, IReadOnlyList<CommitOutcome>> _commits = new(
        Transactions,
        CommitsTogether,
        commits => commits.Count,
        many => CommitTogetherAsync(streams, many)
    );

    private readonly RequestCoalescer<IReadOnlyList<Wanted>, Loaded> _loads = new(
        Questions,
        StreamsTogether,
        names => names.Count,
        many => LoadTogetherAsync(streams, many)
    );

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Commit> commits, CancellationToken cancellation)
    {
        // Invalid commits fail here, before they can fail the commits of other callers.
        Commits.Check(commits);
        return _commits.AskAsync(commits, cancellation);
    }

    public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation) =>
        _loads.AskAsync(streams, cancellation);

    public IAsyncEnumerable<ChainedEntry> ReadAsync(StreamName stream, int above, CancellationToken cancellation) =>
        streams.ReadAsync(stream, above, cancellation);

    public IAsyncEnumerable<Head> HeadsAsync(StreamName after, CancellationToken cancellation) =>
        streams.HeadsAsync(after, cancellation);

    private static async Task<IReadOnlyList<IReadOnlyList<CommitOutcome>>> CommitTogetherAsync(
        IStreamStore streams,
        IReadOnlyList<IReadOnlyList<Commit>> many
    )
    {
        var outcomes = await streams
            .CommitAsync([.. many.SelectMany(commits => commits)], CancellationToken.None)
            .ConfigureAwait(false);
        var each = new List<IReadOnlyList<CommitOutcome>>(many.Count);
        var from = 0;
        foreach (var commits in many)
        {
            each.Add([.. outcomes.Skip(from).Take(commits.Count)]);
            from += commits.Count;
        }

        return each;
    }

    private static async Task<IReadOnlyList<Loaded>> LoadTogetherAsync(
        IStreamStore streams,
        IReadOnlyList<IReadOnlyList<Wanted>> many
    )
    {
        var each = Wanted.Each(many.SelectMany(some => some));
        var loaded = await streams.LoadAsync(each, CancellationToken.None).ConfigureAwait(false);
        var found = each.Zip(loaded.Streams).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return [.. many.Select(some => new Loaded(loaded.Now, some.Select(one => found[one.Name]).ToValueList()))];
    }
}

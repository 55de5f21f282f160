using System.Runtime.CompilerServices;
using Npgsql;
using Rollouts.Domain.Audit;
using Rollouts.Storage.Batching;
using Rollouts.Storage.Streams;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresStreams(PostgresPools pools) : IStreamStore
{
    /// <summary>The number of records in a read, so that a long stream does not fill the memory.</summary>
    private const int Page = 500;

    public async Task<IReadOnlyList<CommitOutcome>> CommitAsync(
        IReadOnlyList<Commit> commits,
        CancellationToken cancellation
    )
    {
        Commits.Check(commits);
        if (commits.Count == 0)
        {
            return [];
        }

        // The loop ends: each round ends because another writer has created one of the new streams, and streams are
        // never deleted.
        while (true)
        {
            var outcomes = await pools
                .OfLane.RunAsync((connection, token) => TryAsync(connection, commits, token), cancellation)
                .ConfigureAwait(false);
            if (outcomes is not null)
            {
                return outcomes;
            }
        }
    }

    public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation) =>
        pools.OfLane.RunAsync((connection, token) => LoadAsync(connection, streams, token), cancellation);

    public async IAsyncEnumerable<ChainedEntry> ReadAsync(
        StreamName stream,
        int above,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        List<ChainedEntry> page;
        do
        {
            page = await pools
                .OfLane.RunAsync((connection, token) => ReadPageAsync(connection, stream, above, token), cancellation)
                .ConfigureAwait(false);
            foreach (var entry in page)
            {
                above = entry.Entry.Version;
                yield return entry;
            }
        } while (page.Count == Page);
    }

    public async IAsyncEnumerable<Head> HeadsAsync(
        StreamName after,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        List<Head> page;
        do
        {
            page = await pools
                .OfLane.RunAsync((connection, token) => HeadsPageAsync(connection, after, token), cancellation)
                .ConfigureAwait(false);
            foreach (var head in page)
            {
                after = new StreamName(head.Stream);
                yield return head;
            }
        } while (page.Count == Page);
    }

    // A return without a commit, or an exception, leaves the transaction open. Returning the connection to the pool
    // rolls it back.
    /// <returns>Null if another writer has created one of the new streams meanwhile.</returns>
    private static async Task<IReadOnlyList<CommitOutcome>?> TryAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Commit> commits,
        CancellationToken cancellation
    )
    {
        var standing = await PostgresStanding.OfAsync(connection, commits, cancellation).ConfigureAwait(false);
        var plan = BatchPlan.Of(commits, standing);
        return
            plan.Outcomes.All(outcome => outcome != CommitOutcome.Written)
            || await PostgresWrites.WriteAsync(connection, plan, cancellation).ConfigureAwait(false)
            ? plan.Outcomes
            : null;
    }

    private static async Task<Loaded> LoadAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Wanted> streams,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, StoredState>(streams.Count);
        var now = default(Instant);
        var batch = new PostgresBatch(connection);
        if (streams.Count > 0)
        {
            var each = Wanted.Each(streams);
            batch.Read(
                """
                select name, version, head, case when head = any(@known) then null else state end
                from streams where name = any(@names)
                """,
                row =>
                    found[row.GetString(0)] = new StoredState(
                        new StreamName(row.GetString(0)),
                        row.GetInt32(1),
                        row.Hash(2),
                        row.TextOrNull(3)
                    ),
                Value("names", each.Select(stream => stream.Name.Text).ToArray()),
                Value(
                    "known",
                    each.Select(stream => stream.Known)
                        .OfType<Hash>()
                        .Select(hash => Convert.FromHexString(hash.Hex))
                        .ToArray()
                )
            );
        }

        // Read last, so that it is never earlier than the state of the streams.
        batch.Read("select store_now()", row => now = row.Instant(0));
        await batch.RunAsync(cancellation).ConfigureAwait(false);
        return new Loaded(now, streams.Select(stream => found.GetValueOrDefault(stream.Name.Text)).ToValueList());
    }

    private static async Task<List<ChainedEntry>> ReadPageAsync(
        NpgsqlConnection connection,
        StreamName stream,
        int above,
        CancellationToken cancellation
    )
    {
        var page = new List<ChainedEntry>();
        await new PostgresBatch(connection)
            .Read(
                """
                select version, event, at, by, cause, cause_key, reason, data, hash
                from entries
                where stream = @stream and version > @above
                order by version
                limit @page
                """,
                row =>
                    page.Add(
                        new ChainedEntry(
                            new Entry(
                                stream.Text,
                                row.GetInt32(0),
                                row.GetString(1),
                                row.Instant(2),
                                row.GetString(3),
                                row.GetString(4),
                                row.TextOrNull(5),
                                row.GetString(6),
                                row.GetString(7)
                            ),
                            row.Hash(8)
                        )
                    ),
                Value("stream", stream.Text),
                Value("above", above),
                Value("page", Page)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return page;
    }

    private static async Task<List<Head>> HeadsPageAsync(
        NpgsqlConnection connection,
        StreamName after,
        CancellationToken cancellation
    )
    {
        var page = new List<Head>();
        await new PostgresBatch(connection)
            .Read(
                "select name, version, head from streams where name > @after order by name limit @page",
                row => page.Add(new Head(row.GetString(0), row.GetInt32(1), row.Hash(2))),
                Value("after", after.Text),
                Value("page", Page)
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return page;
    }
}

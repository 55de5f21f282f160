using System.Runtime.CompilerServices;
using Rollouts.Domain.Audit;
using Rollouts.Storage.Batching;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteStreams(SqliteFile file, WallClock clock, WakeUps wakeUps, RowChanges changes)
    : IStreamStore
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

        var plan = await file.WriteAsync(
                session =>
                {
                    var planned = BatchPlan.Of(commits, SqliteStanding.Of(session, commits));
                    SqliteBatch.Write(session, planned, clock.Now());
                    return planned;
                },
                cancellation
            )
            .ConfigureAwait(false);
        wakeUps.Tell(plan.Woken);
        changes.Tell(plan.Shown);
        return plan.Outcomes;
    }

    public Task<Loaded> LoadAsync(IReadOnlyList<Wanted> streams, CancellationToken cancellation) =>
        file.ReadAsync(
            session =>
            {
                var found = streams.Select(wanted => Load(session, wanted)).ToValueList();
                // Read last, so that it is never earlier than the state of the streams.
                return new Loaded(clock.Now(), found);
            },
            cancellation
        );

    public async IAsyncEnumerable<ChainedEntry> ReadAsync(
        StreamName stream,
        int above,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        List<ChainedEntry> page;
        do
        {
            page = await file.ReadAsync(session => ReadPage(session, stream, above), cancellation)
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
            page = await file.ReadAsync(session => HeadsPage(session, after), cancellation).ConfigureAwait(false);
            foreach (var head in page)
            {
                after = new StreamName(head.Stream);
                yield return head;
            }
        } while (page.Count == Page);
    }

    private static StoredState? Load(SqliteSession session, Wanted wanted) =>
        session
            .Query(
                "select version, head, state from streams where name = @name",
                row =>
                    row.Hash(1) is var head && head == wanted.Known
                        ? new StoredState(wanted.Name, row.Int(0), head, State: null)
                        : new StoredState(wanted.Name, row.Int(0), head, row.TextOrNull(2)),
                ("@name", wanted.Name.Text)
            )
            .FirstOrDefault();

    private static List<ChainedEntry> ReadPage(SqliteSession session, StreamName stream, int above) =>
        session.Query(
            """
            select version, event, at, by, cause, cause_key, reason, data, hash
            from entries
            where stream = @stream and version > @above
            order by version
            limit @page
            """,
            row => new ChainedEntry(
                new Entry(
                    stream.Text,
                    row.Int(0),
                    row.Text(1),
                    row.Instant(2),
                    row.Text(3),
                    row.Text(4),
                    row.TextOrNull(5),
                    row.Text(6),
                    row.Text(7)
                ),
                row.Hash(8)
            ),
            ("@stream", stream.Text),
            ("@above", above),
            ("@page", Page)
        );

    private static List<Head> HeadsPage(SqliteSession session, StreamName after) =>
        session.Query(
            "select name, version, head from streams where name > @after order by name limit @page",
            row => new Head(row.Text(0), row.Int(1), row.Hash(2)),
            ("@after", after.Text),
            ("@page", Page)
        );
}

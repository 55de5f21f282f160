using Rollouts.Domain.Audit;
using Rollouts.Storage.Checkpoints;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteCheckpoints(SqliteFile file) : ICheckpointRepository
{
    public Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation) =>
        file.WriteAsync(session => Save(session, checkpoint), cancellation);

    public Task<Checkpoint?> NewestAsync(Instant? before, CancellationToken cancellation) =>
        file.ReadAsync(session => Newest(session, before), cancellation);

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        file.WriteLightlyAsync(session => Forget(session, before), cancellation);

    private static int Save(SqliteSession session, Checkpoint checkpoint) =>
        session.Execute(
            "insert into checkpoints (at, heads, seal) values (@at, @heads, @seal)",
            ("@at", checkpoint.At.Microseconds),
            ("@heads", HeadList.Write(checkpoint.Heads)),
            ("@seal", checkpoint.Seal)
        );

    private static Checkpoint? Newest(SqliteSession session, Instant? before) =>
        session
            .Query(
                """
                select at, heads, seal from checkpoints
                where @before is null or at < @before
                order by at desc, id desc
                limit 1
                """,
                row => new Checkpoint(row.Instant(0), HeadList.Read(row.Text(1)), row.Text(2)),
                ("@before", before?.Microseconds)
            )
            .FirstOrDefault();

    private static int Forget(SqliteSession session, Instant before) =>
        session.Execute(
            """
            delete from checkpoints
            where at < @before and id <> (select id from checkpoints order by at desc, id desc limit 1)
            """,
            ("@before", before.Microseconds)
        );
}

using Npgsql;
using Rollouts.Domain.Audit;
using Rollouts.Storage.Checkpoints;
using static Rollouts.Storage.Postgres.PostgresBatch;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresCheckpoints(PostgresDatabase database) : ICheckpointRepository
{
    public Task SaveAsync(Checkpoint checkpoint, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Do(
                        "insert into checkpoints (at, heads, seal) values (@at, @heads, @seal)",
                        Value("at", checkpoint.At.ToDateTimeOffset()),
                        Value("heads", HeadList.Write(checkpoint.Heads)),
                        Value("seal", checkpoint.Seal)
                    )
                    .RunAsync(token),
            cancellation
        );

    public Task<Checkpoint?> NewestAsync(Instant? before, CancellationToken cancellation) =>
        database.RunAsync((connection, token) => NewestAsync(connection, before, token), cancellation);

    public Task<int> ForgetAsync(Instant before, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Do(
                        """
                        delete from checkpoints
                        where at < @before and id <> (select id from checkpoints order by at desc, id desc limit 1)
                        """,
                        Value("before", before.ToDateTimeOffset())
                    )
                    .RunAsync(token),
            cancellation
        );

    private static async Task<Checkpoint?> NewestAsync(
        NpgsqlConnection connection,
        Instant? before,
        CancellationToken cancellation
    )
    {
        Checkpoint? newest = null;
        await new PostgresBatch(connection)
            .Read(
                """
                select at, heads, seal from checkpoints
                where @before is null or at < @before
                order by at desc, id desc
                limit 1
                """,
                row => newest = new Checkpoint(row.Instant(0), HeadList.Read(row.GetString(1)), row.GetString(2)),
                Value("before", before?.ToDateTimeOffset())
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return newest;
    }
}

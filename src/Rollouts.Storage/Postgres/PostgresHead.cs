using System.Globalization;
using Npgsql;
using Rollouts.Storage.Marks;

namespace Rollouts.Storage.Postgres;

internal sealed class PostgresHead(PostgresDatabase database) : IStoreHead
{
    /// <remarks>
    /// Each look at a rollout and each question takes a lease, so the sequence of leases counts activity and is read
    /// without a scan. A failover may leave it up to 32 ahead of the last write, which hides a loss of only a few
    /// seconds.
    /// </remarks>
    public Task<StoreHead> ReadAsync(CancellationToken cancellation) => database.RunAsync(ReadAsync, cancellation);

    private static async Task<StoreHead> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        StoreHead? head = null;
        await new PostgresBatch(connection)
            .Read(
                """
                select
                    (select applied_at from migrations where number = 1),
                    case when is_called then last_value else 0 end,
                    store_now()
                from leases
                """,
                row =>
                    head = new StoreHead(
                        row.Instant(0).Microseconds.ToString(CultureInfo.InvariantCulture),
                        row.GetInt64(1),
                        row.Instant(2)
                    )
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return head!;
    }
}

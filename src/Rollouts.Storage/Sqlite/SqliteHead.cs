using System.Globalization;
using Rollouts.Storage.Marks;

namespace Rollouts.Storage.Sqlite;

internal sealed class SqliteHead(SqliteFile file, WallClock clock) : IStoreHead
{
    /// <remarks>
    /// Records are never deleted, so the largest row number counts them. Every record waited for the disk, so a power
    /// failure loses none.
    /// </remarks>
    public Task<StoreHead> ReadAsync(CancellationToken cancellation) =>
        file.ReadAsync(
            session => new StoreHead(
                (session.Number("select applied_at from migrations where number = 1") ?? 0).ToString(
                    CultureInfo.InvariantCulture
                ),
                session.Number("select max(rowid) from entries") ?? 0,
                clock.Now()
            ),
            cancellation
        );
}

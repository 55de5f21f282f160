namespace Rollouts.Storage.Sqlite;

/// <summary>Leases and their numbers. Each number is higher than all before it.</summary>
internal static class SqliteLeases
{
    /// <returns>The first of the consecutive numbers.</returns>
    public static long Draw(SqliteSession session, int count) =>
        session.Number("update leases set last = last + @count returning last", ("@count", count))!.Value - count + 1;

    /// <summary>
    /// Ends all leases. A process that has just got the lock of the folder knows that every holder is dead. A process
    /// that dies again and again would otherwise spend each run waiting for the leases of the previous one.
    /// </summary>
    public static async Task EndAllAsync(SqliteFile file, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(
                    session =>
                    {
                        session.Run("update driving set held_until = null where held_until is not null");
                        session.Run("update asking set held_until = null where held_until is not null");
                        session.Run("update outbox set held_until = null where held_until is not null");
                        return true;
                    },
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // A full disk does not prevent the start. The leases expire by themselves.
        }
    }
}

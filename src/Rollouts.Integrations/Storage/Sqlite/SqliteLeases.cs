namespace Rollouts.Integrations.Storage.Sqlite;

/// <summary>Leases, and their numbers: each higher than all before it.</summary>
internal static class SqliteLeases
{
    /// <returns>The first of so many that follow each other.</returns>
    public static long Draw(SqliteSession session, int count) =>
        session.Number("update leases set last = last + @count returning last", ("@count", count))!.Value - count + 1;

    /// <summary>
    /// Ends all that there are. Whoever has just got the folder's lock knows that every holder is dead; and a process
    /// that dies again and again would otherwise spend its lives waiting for what it held in the last one.
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
            // A full disk is no reason not to start: they run out by themselves.
        }
    }
}

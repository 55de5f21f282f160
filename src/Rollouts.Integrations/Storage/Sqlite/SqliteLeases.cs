namespace Rollouts.Integrations.Storage.Sqlite;

/// <summary>Numbers for leases, each higher than all before it.</summary>
internal static class SqliteLeases
{
    /// <returns>The first of so many that follow each other.</returns>
    public static long Draw(SqliteSession session, int count) =>
        session.Number("update leases set last = last + @count returning last", ("@count", count))!.Value - count + 1;
}

using Rollouts.Storage.Migrations;

namespace Rollouts.Storage.Sqlite;

/// <summary>Migrates a database to the schema of this program, each step in its own transaction.</summary>
internal static class SqliteMigrations
{
    public static IReadOnlyList<Migration> All { get; } = Migration.Of("sqlite");

    public static async Task RunAsync(
        SqliteFile file,
        IReadOnlyList<Migration> known,
        WallClock clock,
        CancellationToken cancellation
    )
    {
        while (await file.WriteAsync(session => Step(session, known, clock), cancellation).ConfigureAwait(false)) { }
    }

    // The applied steps are read in the transaction that applies the next. Of two concurrent starts the second waits
    // and then sees the steps of the first.
    private static bool Step(SqliteSession session, IReadOnlyList<Migration> known, WallClock clock)
    {
        MakeTable(session);
        if (MigrationPlan.Next(known, Applied(session)) is not { } next)
        {
            return false;
        }

        session.Run(next.Sql);
        Note(session, next, clock.Now());
        return true;
    }

    private static void MakeTable(SqliteSession session) =>
        session.Run(
            """
            create table if not exists migrations (
                number integer primary key,
                name text not null,
                checksum text not null,
                applied_at integer not null
            ) strict
            """
        );

    private static List<AppliedMigration> Applied(SqliteSession session) =>
        session.Query(
            "select number, name, checksum from migrations order by number",
            row => new AppliedMigration(row.Int(0), row.Text(1), row.Text(2))
        );

    private static void Note(SqliteSession session, Migration migration, Instant now) =>
        session.Execute(
            "insert into migrations (number, name, checksum, applied_at) values (@number, @name, @checksum, @at)",
            ("@number", migration.Number),
            ("@name", migration.Name),
            ("@checksum", migration.Checksum),
            ("@at", now.Microseconds)
        );
}

using Npgsql;
using Rollouts.Storage.Migrations;

namespace Rollouts.Storage.Postgres;

/// <summary>Migrates a database to the schema of this program, each step in its own transaction.</summary>
internal static class PostgresMigrations
{
    /// <summary>Any constant number.</summary>
    private const long LockNumber = 7_655_688_737;

    public static IReadOnlyList<Migration> All { get; } = Migration.Of("postgres");

    public static async Task RunAsync(
        PostgresDatabase database,
        IReadOnlyList<Migration> known,
        CancellationToken cancellation
    )
    {
        while (
            await database
                .InTransactionAsync((connection, token) => StepAsync(connection, known, token), cancellation)
                .ConfigureAwait(false)
        ) { }
    }

    // The applied steps are read under the lock. Of two concurrent starts the second waits and then sees the steps of
    // the first. The lock ends with the transaction, so it works through a pooler too.
    private static async Task<bool> StepAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Migration> known,
        CancellationToken cancellation
    )
    {
        await LockAsync(connection, cancellation).ConfigureAwait(false);
        await MakeTableAsync(connection, cancellation).ConfigureAwait(false);
        var applied = await AppliedAsync(connection, cancellation).ConfigureAwait(false);
        if (MigrationPlan.Next(known, applied) is not { } next)
        {
            return false;
        }

        await ApplyAsync(connection, next, cancellation).ConfigureAwait(false);
        await NoteAsync(connection, next, cancellation).ConfigureAwait(false);
        return true;
    }

    private static Task LockAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new PostgresBatch(connection)
            .Read("select pg_advisory_xact_lock(@number)", _ => { }, PostgresBatch.Value("number", LockNumber))
            .RunAsync(cancellation);

    private static Task MakeTableAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new PostgresBatch(connection)
            .Do(
                """
                create table if not exists migrations (
                    number integer primary key,
                    name text not null,
                    checksum text not null,
                    applied_at timestamptz not null default clock_timestamp()
                )
                """
            )
            .RunAsync(cancellation);

    private static async Task<List<AppliedMigration>> AppliedAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var applied = new List<AppliedMigration>();
        await new PostgresBatch(connection)
            .Read(
                "select number, name, checksum from migrations order by number",
                row => applied.Add(new AppliedMigration(row.GetInt32(0), row.GetString(1), row.GetString(2)))
            )
            .RunAsync(cancellation)
            .ConfigureAwait(false);
        return applied;
    }

    private static async Task ApplyAsync(
        NpgsqlConnection connection,
        Migration migration,
        CancellationToken cancellation
    )
    {
        // A step may rewrite a large table.
        var command = new NpgsqlCommand(migration.Sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static Task NoteAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellation) =>
        new PostgresBatch(connection)
            .Do(
                "insert into migrations (number, name, checksum) values (@number, @name, @checksum)",
                PostgresBatch.Value("number", migration.Number),
                PostgresBatch.Value("name", migration.Name),
                PostgresBatch.Value("checksum", migration.Checksum)
            )
            .RunAsync(cancellation);
}

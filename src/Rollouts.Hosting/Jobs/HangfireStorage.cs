using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;
using Rollouts.Storage;

namespace Rollouts.Hosting.Jobs;

/// <summary>
/// The storage of Hangfire: the schema <c>hangfire</c> of the same database, or the memory of the process.
/// </summary>
internal static class HangfireStorage
{
    public const string Schema = "hangfire";

    /// <summary>Any constant number, other than that of the migrations of the store.</summary>
    private const long LockNumber = 7_655_688_738;

    /// <summary>A pool of its own: the work of rollouts does not wait for a connection of a job.</summary>
    private const int MostConnections = 6;

    /// <summary>
    /// What a dead process held is free after this time: its jobs are delivered again, and its locks are taken over.
    /// The defaults are 30 and 10 minutes, and meanwhile every process that needs such a lock waits.
    /// </summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    static HangfireStorage() =>
        // Types are stored without the version of their assembly, so that a newer build finds them.
        GlobalConfiguration
            .Configuration.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings();

    /// <param name="connection">The connection string of PostgreSQL; null for SQLite.</param>
    /// <exception cref="StoreRefusedException">The schema cannot be created.</exception>
    public static JobStorage Open(string? connection) =>
        connection is null ? new InMemoryStorage() : OpenPostgres(connection);

    private static PostgreSqlStorage OpenPostgres(string connection)
    {
        try
        {
            // Of two processes that start at the same time the second one waits, and finds the schema of the first.
            using var guard = new NpgsqlConnection(connection);
            guard.Open();
            using var transaction = guard.BeginTransaction();
            using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({LockNumber})", guard, transaction);
            command.ExecuteNonQuery();
            var options = OptionsOf();
            var storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(Pooled(connection), options), options);
            transaction.Commit();
            return storage;
        }
        catch (NpgsqlException exception)
        {
            throw new StoreRefusedException(
                $"The schema '{Schema}' for background jobs cannot be prepared: {exception.Message} The user of the "
                    + "database needs the right to create a schema, or to create tables in this one."
            );
        }
    }

    private static PostgreSqlStorageOptions OptionsOf() =>
        new()
        {
            SchemaName = Schema,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = Abandoned,
            DistributedLockTimeout = Abandoned,
            QueuePollInterval = Poll,
            // It opens a connection for every worker at every look, and is six times slower than polling.
            EnableLongPolling = false,
        };

    private static string Pooled(string connection) =>
        new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = "rollouts-jobs",
            MaxPoolSize = MostConnections,
            MaxAutoPrepare = 100,
            NoResetOnClose = true,
        }.ToString();
}

namespace Rollouts.Storage.Postgres;

/// <summary>The requirements for a PostgreSQL server.</summary>
internal static class PostgresServerCheck
{
    public const int OldestMajor = 15;

    public static Task DemandAsync(PostgresDatabase database, CancellationToken cancellation) =>
        database.RunAsync(
            (connection, token) =>
            {
                Demand(
                    connection.PostgreSqlVersion,
                    connection.PostgresParameters.GetValueOrDefault("server_encoding", "UTF8")
                );
                return Task.FromResult(true);
            },
            cancellation
        );

    /// <exception cref="StoreRefusedException">
    /// The server is too old, or its encoding cannot store every text.
    /// </exception>
    internal static void Demand(Version version, string encoding)
    {
        if (version.Major < OldestMajor)
        {
            throw new StoreRefusedException(
                $"PostgreSQL {version} is too old: {OldestMajor} or newer is needed. Upgrade it, or use SQLite."
            );
        }

        if (encoding != "UTF8")
        {
            throw new StoreRefusedException(
                $"The database is encoded in {encoding}. Make one with 'create database ... encoding utf8'."
            );
        }
    }
}

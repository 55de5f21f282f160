using System.Net.Sockets;
using Npgsql;

namespace Rollouts.Integrations.Storage.Postgres;

/// <summary>The connections to a database, and what is thrown when they fail.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>How many statements a connection keeps compiled; there are fewer than half as many.</summary>
    private const int KeptStatements = 100;

    /// <summary>
    /// What many ask for at once is asked together, so a process needs few. A server has room for a hundred in all.
    /// </summary>
    private const int MostConnections = 20;

    /// <summary>What takes longer has met something that hangs; no statement here takes a tenth of it.</summary>
    private const int CommandTimeoutSeconds = 15;

    /// <summary>
    /// A worker that is frozen in a transaction must not hold others up for longer than a lease lasts: the server
    /// breaks
    /// its connection then, and with it the locks.
    /// </summary>
    private const string IdleLimit = "set idle_in_transaction_session_timeout = '5s'";

    private readonly NpgsqlDataSource _source;

    private PostgresDatabase(NpgsqlDataSource source) => _source = source;

    /// <exception cref="StoreRefusedException">It is no connection string.</exception>
    public static PostgresDatabase Of(string connection)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connection);
            Default(settings, "Max Auto Prepare", KeptStatements);
            Default(settings, "Maximum Pool Size", MostConnections);
            Default(settings, "Command Timeout", CommandTimeoutSeconds);
            Default(settings, "Application Name", "rollouts");

            // Nothing is left behind in a session, so there is nothing to be cleaned up after each use.
            settings.NoResetOnClose = true;
            var source = new NpgsqlDataSourceBuilder(settings.ToString());
            source.UsePhysicalConnectionInitializer(LimitIdling, LimitIdlingAsync);
            return new PostgresDatabase(source.Build());
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // Its message may quote a part of the string, and with it the password.
            throw new StoreRefusedException(
                "The connection to PostgreSQL is not written as 'Host=...;Username=...;Password=...;Database=...'."
            );
        }
    }

    public async Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> run,
        CancellationToken cancellation
    )
    {
        try
        {
            var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await run(connection, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsOutside(exception) && !cancellation.IsCancellationRequested)
        {
            throw PostgresFaults.Of(exception);
        }
        catch (Exception exception) when (IsOutside(exception))
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
    }

    /// <summary>Everything or nothing; what <paramref name="run"/> returns is committed.</summary>
    public Task<T> InTransactionAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> run,
        CancellationToken cancellation
    ) =>
        RunAsync(
            async (connection, token) =>
            {
                var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var result = await run(connection, token).ConfigureAwait(false);
                    await transaction.CommitAsync(token).ConfigureAwait(false);
                    return result;
                }
            },
            cancellation
        );

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    internal static bool IsOutside(Exception exception) =>
        exception is NpgsqlException or SocketException or IOException or TimeoutException;

    private static void LimitIdling(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(IdleLimit, connection);
        command.ExecuteNonQuery();
    }

    private static async Task LimitIdlingAsync(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(IdleLimit, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ShouldSerialize(key))
        {
            settings[key] = value;
        }
    }
}

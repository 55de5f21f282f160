using System.Net.Sockets;
using Npgsql;

namespace Rollouts.Storage.Postgres;

/// <summary>The connections to a database, and the exceptions of their failures.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>The number of prepared statements that a connection keeps. There are fewer than half as many.</summary>
    private const int KeptStatements = 100;

    private const string PoolSize = "Maximum Pool Size";

    /// <summary>A statement that takes longer is blocked. None takes a tenth of this time otherwise.</summary>
    private const int CommandTimeoutSeconds = 15;

    /// <summary>
    /// A worker that is frozen in a transaction must not block others for longer than a lease. After this time the
    /// server closes its connection, which releases the locks.
    /// </summary>
    private const string IdleLimit = "set idle_in_transaction_session_timeout = '5s'";

    private readonly NpgsqlDataSource _source;
    private readonly int _most;
    private int _running;

    private PostgresDatabase(NpgsqlDataSource source, int most) => (_source, _most) = (source, most);

    /// <summary>Whether at least half of the connections are in use or waited for.</summary>
    public bool IsBusy => Volatile.Read(ref _running) * 2 >= _most;

    /// <summary>The pool size in the connection string; null if it has none.</summary>
    /// <exception cref="StoreRefusedException">The text is not a connection string.</exception>
    public static int? MostConnections(string connection) =>
        Settings(connection) is var settings && settings.ShouldSerialize(PoolSize) ? settings.MaxPoolSize : null;

    /// <param name="most">The most open connections.</param>
    /// <exception cref="StoreRefusedException">The text is not a connection string.</exception>
    public static PostgresDatabase Of(string connection, int most)
    {
        try
        {
            var settings = Settings(connection);
            Default(settings, "Max Auto Prepare", KeptStatements);
            settings.MaxPoolSize = most;
            settings.MinPoolSize = Math.Min(settings.MinPoolSize, most);
            Default(settings, "Command Timeout", CommandTimeoutSeconds);
            Default(settings, "Application Name", "rollouts");

            // The sessions keep no state, so there is nothing to reset after each use.
            settings.NoResetOnClose = true;
            var source = new NpgsqlDataSourceBuilder(settings.ToString());
            source.UsePhysicalConnectionInitializer(LimitIdling, LimitIdlingAsync);
            return new PostgresDatabase(source.Build(), most);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw Refused();
        }
    }

    public async Task<T> RunAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> run,
        CancellationToken cancellation
    )
    {
        Interlocked.Increment(ref _running);
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
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Runs a function in a transaction, which is committed when <paramref name="run"/> returns.</summary>
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

    private static NpgsqlConnectionStringBuilder Settings(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw Refused();
        }
    }

    // The message of the exception may quote a part of the string, and with it the password.
    private static StoreRefusedException Refused() =>
        new("The connection to PostgreSQL is not written as 'Host=...;Username=...;Password=...;Database=...'.");

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

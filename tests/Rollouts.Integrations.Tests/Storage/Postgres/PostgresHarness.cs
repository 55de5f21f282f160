using Npgsql;
using Rollouts.Contracts.Storage;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Postgres;
using Rollouts.Servers.Postgres;

namespace Rollouts.Integrations.Tests.Storage.Postgres;

/// <summary>An empty database for each test, on one server for all.</summary>
internal sealed class PostgresHarness : IStoreHarness
{
    private TimeSpan _ahead;

    public string Connection { get; private set; } = "";

    public async Task<IStore> OpenAsync()
    {
        var server = await PostgresServer.Shared;
        Connection = await server.CreateDatabaseAsync();
        return await PostgresStore.OpenAsync(Connection, TimeProvider.System, default);
    }

    /// <summary>Puts the store's clock ahead, where all of the store reads it.</summary>
    public Task PassAsync(TimeSpan span)
    {
        _ahead += span;
        return RunAsync(
            $"""
            create or replace function store_now() returns timestamptz language sql volatile
            as 'select clock_timestamp() + interval ''{(long)_ahead.TotalMicroseconds} microseconds'''
            """
        );
    }

    /// <summary>Does something behind the store's back.</summary>
    public async Task<int> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

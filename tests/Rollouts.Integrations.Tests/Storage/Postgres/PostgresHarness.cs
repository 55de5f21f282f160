using Npgsql;
using Rollouts.Contracts.Storage;
using Rollouts.Servers.Postgres;
using Rollouts.Storage.Postgres;
using Rollouts.Storage.Stores;

namespace Rollouts.Integrations.Tests.Storage.Postgres;

/// <summary>An empty database for each test, on one server for all.</summary>
internal sealed class PostgresHarness : IStoreHarness
{
    private TimeSpan _ahead;
    private string _connection = "";

    public async Task<IStore> OpenAsync()
    {
        var server = await PostgresServer.Shared;
        _connection = await server.CreateDatabaseAsync();
        return await PostgresStore.OpenAsync(_connection, TimeProvider.System, default);
    }

    /// <summary>Puts the store's clock ahead, where all of the store reads it.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        _ahead += span;
        await using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            create or replace function store_now() returns timestamptz language sql volatile
            as 'select clock_timestamp() + interval ''{(long)_ahead.TotalMicroseconds} microseconds'''
            """,
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Npgsql;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Postgres;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;
using static Rollouts.Contracts.Storage.StoreContract;

namespace Rollouts.Integrations.Tests.Storage.Postgres;

/// <summary>A server that goes away, comes back, or has no room for one more; it is a server of its own.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private static readonly StreamName A = new("service/prod/checkout");

    private PostgresServer _server = null!;
    private string _connection = "";

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync("-c", "max_connections=8");
        _connection = await _server.CreateDatabaseAsync();
        NpgsqlConnection.ClearAllPools();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_server_that_goes_away_is_told_and_found_again_when_it_is_back()
    {
        await using var store = await PostgresStore.OpenAsync(_connection, TimeProvider.System, default);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await using var wakeUps = store.Driving.WakeUpsAsync(stop.Token).GetAsyncEnumerator(default);
        var heard = wakeUps.MoveNextAsync().AsTask();
        await AppendAsync(store, 0);

        await _server.StopAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(store, 1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.Driving.ClaimAsync(new("w", 1, TimeSpan.FromSeconds(8)), default)
        );
        await _server.StartAgainAsync();
        Assert.Equal(CommitOutcome.Written, await AppendAsync(store, 1));

        await _server.CrashAsync();
        await _server.StartAgainAsync();

        // A connection that was open when the server fell is found out to be broken at its next use.
        var outcome = await Eventually(() => AppendAsync(store, 2), stop.Token);
        Assert.Equal(CommitOutcome.Written, outcome);

        for (var version = 0; !heard.IsCompleted; version++)
        {
            await store.Streams.CommitAsync([new() { Writes = [Append(Rollout(1), version)], Wakes = true }], default);
            await Task.WhenAny(heard, Task.Delay(100));
        }

        Assert.True(await heard);
    }

    [Fact]
    public async Task A_server_that_takes_no_more_connections_is_told()
    {
        await using var store = await PostgresStore.OpenAsync(_connection, TimeProvider.System, default);
        await using var others = NpgsqlDataSource.Create(_connection);
        var held = new List<NpgsqlConnection>();
        try
        {
            while (held.Count < 8)
            {
                held.Add(await others.OpenConnectionAsync());
            }
        }
        catch (PostgresException full)
        {
            Assert.Equal(PostgresErrorCodes.TooManyConnections, full.SqlState);
        }

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            Task.WhenAll(Enumerable.Range(0, 4).Select(n => AppendAsync(store, 0, new($"x/{n}"))))
        );

        Assert.Contains("takes no more connections", told.Message, StringComparison.Ordinal);
        foreach (var connection in held)
        {
            await connection.DisposeAsync();
        }

        await others.DisposeAsync();

        // The server frees the place of a closed connection a moment later.
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        Assert.Equal(CommitOutcome.Written, await Eventually(() => AppendAsync(store, 0), stop.Token));
    }

    private static async Task<CommitOutcome> AppendAsync(IStore store, int expected, StreamName? stream = null) =>
        Assert.Single(await store.Streams.CommitAsync([new() { Writes = [Append(stream ?? A, expected)] }], default));

    private static async Task<T> Eventually<T>(Func<Task<T>> attempt, CancellationToken patience)
    {
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (StoreUnavailableException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(50, patience);
            }
        }
    }
}

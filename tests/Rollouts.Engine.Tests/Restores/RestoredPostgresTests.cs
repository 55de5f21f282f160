using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Streams;
using Rollouts.Servers;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Marks;
using Rollouts.Storage.Opening;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Tests.Restores;

/// <summary>What workers notice of a database replaced by an older copy.</summary>
public sealed class RestoredPostgresTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PostgresServer? _server;
    private string _connection = "";

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.Shared;
        _connection = await _server.CreateDatabaseAsync();

        // The first start, over an empty database.
        Assert.Null(await CheckAsync("a"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_restored_database_is_held_and_its_acknowledgement_is_noticed_by_every_worker()
    {
        await WorkAsync(5);
        Assert.Null(await CheckAsync("a"));
        await CopyAsync(Database, "backup");
        await WorkAsync(50);
        Assert.Null(await CheckAsync("a"));
        Assert.Null(await CheckAsync("b", isRestored: false, copyOf: "a"));

        await CopyAsync("backup", Database);
        Age("a");
        Age("b");
        var held = await CheckAsync("a");
        Assert.Equal(StoreHoldKind.Unacknowledged, held?.Kind);

        // The other worker has its own mark of the lost time: it is the same loss, and no second one.
        Assert.Equal(held, await CheckAsync("b"));
        var acknowledged = await CheckAsync("b", isRestored: true);
        Assert.Equal(held! with { Kind = StoreHoldKind.Acknowledged }, acknowledged);
        Assert.Equal(acknowledged, await CheckAsync("a"));
    }

    [Fact]
    public async Task A_failover_that_lost_seconds_only_reads_the_routers_again()
    {
        await WorkAsync(5);
        Assert.Null(await CheckAsync("a"));
        await CopyAsync(Database, "replica");
        await WorkAsync(50);
        Assert.Null(await CheckAsync("a"));
        await CopyAsync("replica", Database);

        Assert.Equal(StoreHoldKind.Reread, (await CheckAsync("a"))?.Kind);
    }

    [Fact]
    public async Task Two_workers_that_share_a_mark_raise_no_alarm()
    {
        for (var i = 0; i < 5; i++)
        {
            await WorkAsync(3);
            Assert.Null(await CheckAsync("a"));
            Assert.Null(await CheckAsync("a"));
        }
    }

    private string Database => new NpgsqlConnectionStringBuilder(_connection).Database!;

    private MarkFile Mark(string worker) => new(_folder[worker]);

    // As if the points but the newest were an hour older.
    private void Age(string worker)
    {
        var mark = Mark(worker).Read()!;
        Mark(worker)
            .Write(
                mark with
                {
                    Points = mark
                        .Points.Select(point =>
                            point.Counter == mark.Points[^1].Counter
                                ? point
                                : point with
                                {
                                    At = point.At - TimeSpan.FromHours(1),
                                }
                        )
                        .ToValueList(),
                }
            );
    }

    /// <summary>Takes leases, as each look at a rollout does.</summary>
    private async Task WorkAsync(int leases)
    {
        await UseAsync(_ => Task.CompletedTask);
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"select nextval('leases') from generate_series(1, {leases})",
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    private async Task<StoreHold?> CheckAsync(string worker, bool isRestored = false, string? copyOf = null)
    {
        if (copyOf is not null)
        {
            File.Copy(Mark(copyOf).Path, Mark(worker).Path);
        }

        StoreHold? newest = null;
        await UseAsync(async store =>
        {
            var holds = new RestoreHolds(new StreamRunner(store.Streams, new StoreClock(TimeProvider.System)));
            var settings = new MarkSettings(Mark(worker), isRestored);
            await new RestoreCheck(store, holds, settings, NullLogger<RestoreCheck>.Instance).RunAsync(default);
            newest = holds.Newest;
        });
        return newest;
    }

    private async Task UseAsync(Func<IStore, Task> use)
    {
        await using var store = await StoreFactory.OpenAsync(
            new StoreSettings { DataFolder = _folder.Path, PostgresConnection = _connection },
            TimeProvider.System,
            default
        );
        await use(store);
    }

    /// <summary>Replaces a database by a copy of another one, as a restore does.</summary>
    private async Task CopyAsync(string from, string to)
    {
        var (source, target) = (Named(from), Named(to));
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(_server!.ConnectionTo("postgres"));
        await connection.OpenAsync();
        foreach (
            var sql in (string[])
                [$"drop database if exists {target} with (force)", $"create database {target} template {source}"]
        )
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    // Copies are this test's own, however many tests share the server.
    private string Named(string name) => name == Database ? name : $"{Database}_{name}";
}

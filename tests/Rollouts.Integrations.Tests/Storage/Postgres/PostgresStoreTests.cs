using Npgsql;
using Rollouts.Domain.Audit;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Opening;
using Rollouts.Storage.Postgres;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;
using static Rollouts.Contracts.Storage.StoreContract;

namespace Rollouts.Integrations.Tests.Storage.Postgres;

/// <summary>What only a server can do: be shared, be too old, be refused, and lock.</summary>
public sealed class PostgresStoreTests : IAsyncLifetime
{
    private static readonly StreamName A = new("service/prod/checkout");

    private string _connection = "";
    private IStore _store = null!;

    public async Task InitializeAsync()
    {
        _connection = await (await PostgresServer.Shared).CreateDatabaseAsync();
        _store = await PostgresStore.OpenAsync(_connection, TimeProvider.System, default);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Writers_claimers_and_askers_never_wait_for_each_other_in_a_circle()
    {
        const int Rollouts = 12;
        var now = (await _store.Streams.LoadAsync([], default)).Now;
        await _store.Streams.CommitAsync([.. Enumerable.Range(1, Rollouts).Select(n => Begin(n, now))], default);

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        var random = new Random(worker);
                        for (var round = 0; round < 12; round++)
                        {
                            await ChangeAsync(random, Rollouts, now);
                            await DriveAsync(random);
                            await AnswerAsync(now);
                        }
                    })
                )
        );

        foreach (var number in Enumerable.Range(1, Rollouts))
        {
            var entries = await _store.Streams.ReadAsync(Rollout(number), 0, default).ToListAsync();
            Assert.IsType<ChainVerdict.Intact>(Chain.Verify(Rollout(number).Text, entries));
            Assert.True(entries.Count > 1);
        }

        Assert.Equal(
            0L,
            await ScalarAsync("select deadlocks from pg_stat_database where datname = current_database()")
        );
    }

    [Fact]
    public async Task A_commit_on_one_machine_wakes_another()
    {
        await using var other = await PostgresStore.OpenAsync(_connection, TimeProvider.System, default);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var wakeUps = other.Driving.WakeUpsAsync(stop.Token).GetAsyncEnumerator(default);
        var heard = wakeUps.MoveNextAsync().AsTask();
        while (
            await ScalarAsync(
                "select count(*) from pg_stat_activity where datname = current_database() and query like 'listen%'"
            )
                is 0L
        )
        {
            await Task.Delay(20, stop.Token);
        }

        await _store.Streams.CommitAsync([new() { Writes = [Append(Rollout(7), 0)], Wakes = true }], default);

        Assert.True(await heard);
        Assert.Equal(Id(7), wakeUps.Current.Id);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_loses_nothing()
    {
        await _store.Streams.CommitAsync([new() { Writes = [Append(A, 0)] }], default);
        await RunAsync(
            """
            create function refuse() returns trigger language plpgsql
            as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
            create trigger full_disk before insert on entries execute function refuse()
            """
        );

        var full = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            _store.Streams.CommitAsync([new() { Writes = [Append(A, 1)] }], default)
        );

        Assert.Contains("disk is full", full.Message, StringComparison.Ordinal);
        await RunAsync("drop trigger full_disk on entries");
        var outcomes = await _store.Streams.CommitAsync([new() { Writes = [Append(A, 1)] }], default);
        Assert.Equal([CommitOutcome.Written], outcomes);
    }

    [Fact]
    public async Task Who_freezes_while_it_holds_locks_loses_them_before_its_leases_end()
    {
        await using var database = PostgresDatabase.Of(_connection, most: 2);
        for (var use = 0; use < 2; use++)
        {
            var limit = await database.RunAsync(
                async (connection, token) =>
                {
                    await using var command = new NpgsqlCommand("show idle_in_transaction_session_timeout", connection);
                    return await command.ExecuteScalarAsync(token);
                },
                default
            );
            Assert.Equal("5s", limit);
        }
    }

    [Fact]
    public async Task A_batch_that_was_given_up_leaves_no_lock_behind()
    {
        await using var database = PostgresDatabase.Of(_connection, most: 2);
        await _store.Streams.CommitAsync([new() { Writes = [Append(A, 0)] }], default);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.RunAsync<bool>(
                async (connection, token) =>
                {
                    await PostgresStanding.OfAsync(connection, [new() { Writes = [Append(A, 1)] }], token);
                    throw new InvalidOperationException();
                },
                default
            )
        );

        // Other classes have databases of their own in the same server, and transactions under way.
        var held = await ScalarAsync(
            "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in trans%'"
        );
        Assert.Equal(0L, held);
        var outcomes = await _store.Streams.CommitAsync([new() { Writes = [Append(A, 1)] }], default);
        Assert.Equal([CommitOutcome.Written], outcomes);
    }

    [Theory]
    [InlineData("14.9", "UTF8", "15 or newer is needed")]
    [InlineData("16.1", "SQL_ASCII", "encoded in SQL_ASCII")]
    public void A_server_that_will_not_do_is_refused_with_a_sentence(string version, string encoding, string why) =>
        Assert.Contains(
            why,
            Assert
                .Throws<StoreRefusedException>(() => PostgresServerCheck.Demand(Version.Parse(version), encoding))
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("postgres://ada:secret@db/rollouts")]
    [InlineData("Host=db;Password=secret;Colour=red")]
    [InlineData("Host=db;Password=secret;Port=many")]
    public async Task A_connection_that_is_misspelt_is_refused_without_being_shown(string connection)
    {
        var settings = new StoreSettings { DataFolder = "/nowhere", PostgresConnection = connection };

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() =>
            StoreFactory.OpenAsync(settings, TimeProvider.System, default)
        );

        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=/nowhere;Username=ada;Database=rollouts", "cannot be reached")]
    [InlineData("Host=127.0.0.1;Port=1;Username=ada;Database=rollouts;Timeout=2", "cannot be reached")]
    public async Task A_server_that_is_not_there_is_unavailable(string connection, string why)
    {
        var settings = new StoreSettings { DataFolder = "/nowhere", PostgresConnection = connection };

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            StoreFactory.OpenAsync(settings, TimeProvider.System, default)
        );

        Assert.Contains(why, told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_unavailable()
    {
        var connection = new NpgsqlConnectionStringBuilder(_connection) { Database = "nobody" }.ToString();

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            PostgresStore.OpenAsync(connection, TimeProvider.System, default)
        );

        Assert.Contains("no such database", told.Message, StringComparison.Ordinal);
    }

    private static Commit Begin(int number, Instant due) =>
        new()
        {
            Writes = [Append(Rollout(number), 0) with { State = "{}", Due = new DueTime(due), Questions = Asked(due) }],
        };

    private static ValueList<WantedQuestion> Asked(Instant due) =>
        [new(new("check/1"), "{}", due), new(new("check/2"), "{}", due), new(new("check/3"), "{}", due)];

    // In an order of its own each time, as workers meet their rollouts.
    private async Task ChangeAsync(Random random, int rollouts, Instant due)
    {
        var names = Enumerable
            .Range(1, rollouts)
            .OrderBy(_ => random.Next())
            .Take(8)
            .Select(number => new Wanted(Rollout(number)))
            .ToList();
        var loaded = await _store.Streams.LoadAsync(names, default);
        var commits = loaded.Streams.Select(stream => new Commit
        {
            Writes =
            [
                Append(stream!.Name, stream.Version) with
                {
                    Due = new DueTime(due),
                    Questions = [.. Asked(due).Where(_ => random.Next(2) == 0)],
                },
                Append(new($"new/{random.Next(1_000)}"), 0),
            ],
            Messages = [new(stream.Name, "slack/a", $"k{random.Next(5)}", "kind", "{}")],
        });
        await _store.Streams.CommitAsync([.. commits], default);
    }

    private async Task DriveAsync(Random random)
    {
        var claimed = await _store.Driving.ClaimAsync(new("w", 6, TimeSpan.FromSeconds(8)), default);
        var releases = claimed
            .Items.OrderBy(_ => random.Next())
            .Select(one => new Release(one.Id, one.Lease, one.Head.Version, new DueTime(one.Due)));
        await _store.Driving.ReleaseAsync([.. releases], default);
    }

    private async Task AnswerAsync(Instant next)
    {
        var asked = await _store.Questions.ClaimAsync(new("w", 12, TimeSpan.FromSeconds(8)), default);
        var settled = asked
            .Items.Reverse()
            .Select(one => new SettledQuestion(one.Rollout, one.Key, one.Lease, new byte[] { 1 }, next, null));
        await _store.Questions.SettleAsync([.. settled], default);
    }

    private async Task RunAsync(string sql) => await ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

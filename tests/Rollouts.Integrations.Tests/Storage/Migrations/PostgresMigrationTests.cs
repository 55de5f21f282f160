using System.Diagnostics;
using Npgsql;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Migrations;
using Rollouts.Storage.Postgres;

namespace Rollouts.Integrations.Tests.Storage.Migrations;

/// <summary>A database comes to the form this program wants, from wherever it was, or is left alone.</summary>
public sealed class PostgresMigrationTests : IAsyncLifetime
{
    private static readonly Migration Next = new(
        PostgresMigrations.All.Count + 1,
        "next",
        "create table next (a text);"
    );

    private string _connection = "";

    public static TheoryData<string> Dumps =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("tests", "dumps"), "postgres-*.sql")
                .Select(file => Path.GetFileName(file)),
        ];

    public async Task InitializeAsync() => _connection = await (await PostgresServer.Shared).CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task From_empty_and_twice()
    {
        await OpenAndCloseAsync(PostgresMigrations.All);
        await OpenAndCloseAsync(PostgresMigrations.All);

        Assert.Equal(PostgresMigrations.All.Select(one => $"{one.Number} {one.Checksum}"), await AppliedAsync());
    }

    [Fact]
    public async Task Many_starters_at_once_apply_each_once()
    {
        IReadOnlyList<Migration> all = [.. PostgresMigrations.All, Next];

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => OpenAndCloseAsync(all))));

        Assert.Equal(all.Select(one => $"{one.Number} {one.Checksum}"), await AppliedAsync());
    }

    [Fact]
    public async Task One_that_fails_leaves_nothing_of_itself()
    {
        var broken = Next with { Sql = "create table half (a text); create table half (a text);" };

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            OpenAndCloseAsync([.. PostgresMigrations.All, broken])
        );

        await OpenAndCloseAsync([.. PostgresMigrations.All, Next with { Sql = "create table half (a text);" }]);
    }

    [Fact]
    public async Task A_newer_database_is_refused_with_a_sentence()
    {
        await OpenAndCloseAsync([.. PostgresMigrations.All, Next]);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAndCloseAsync(PostgresMigrations.All));

        Assert.Contains("newer than this program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_was_changed_afterwards_is_refused()
    {
        await OpenAndCloseAsync([.. PostgresMigrations.All, Next]);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() =>
            OpenAndCloseAsync([.. PostgresMigrations.All, Next with { Sql = "create table next (b text);" }])
        );

        Assert.Contains("must never be changed", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Dumps))]
    public async Task A_database_of_every_earlier_version_is_brought_forward_with_all_it_holds(string dump)
    {
        var database = new NpgsqlConnectionStringBuilder(_connection);
        using var psql = Process.Start(
            new ProcessStartInfo(
                "psql",
                [
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-h",
                    database.Host!,
                    "-U",
                    database.Username!,
                    "-o",
                    "/dev/null",
                    "-f",
                    Repository.PathOf("tests", "dumps", dump),
                    database.Database!,
                ]
            )
            {
                UseShellExecute = false,
            }
        )!;
        await psql.WaitForExitAsync();
        Assert.Equal(0, psql.ExitCode);

        await using var store = await PostgresStore.OpenAsync(_connection, TimeProvider.System, default);
        await DumpedStore.CheckAsync(store);
    }

    private async Task OpenAndCloseAsync(IReadOnlyList<Migration> migrations)
    {
        await using var store = await PostgresStore.OpenAsync(_connection, TimeProvider.System, migrations, default);
    }

    private async Task<List<string>> AppliedAsync()
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using var command = source.CreateCommand("select number, checksum from migrations order by number");
        await using var reader = await command.ExecuteReaderAsync();
        var applied = new List<string>();
        while (await reader.ReadAsync())
        {
            applied.Add($"{reader.GetInt32(0)} {reader.GetString(1)}");
        }

        return applied;
    }
}

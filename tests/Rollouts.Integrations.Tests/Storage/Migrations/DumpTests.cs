using System.Diagnostics;
using Npgsql;
using Rollouts.Servers.Postgres;
using Rollouts.Storage.Postgres;
using Rollouts.Storage.Sqlite;
using Rollouts.Storage.Stores;

namespace Rollouts.Integrations.Tests.Storage.Migrations;

/// <summary>
/// What a dump holds is what the check of dumps looks for. With ROLLOUTS_DUMP=1 they write the dumps of the version
/// that is compiled in, which is done once, when it is released, and never again: see docs/storage.md.
/// </summary>
public sealed class DumpTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("ROLLOUTS_DUMP") == "1";

    [Fact]
    public async Task A_file_that_was_filled_passes_the_check()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(await SqliteStore.OpenAsync(folder.Path, TimeProvider.System, default));
        if (Writes)
        {
            var file = Path.Combine(folder.Path, "rollouts.db");
            await DumpAsync("sqlite", SqliteMigrations.All.Count, "sqlite3", file, ".dump");
        }

        await CheckAsync(await SqliteStore.OpenAsync(folder.Path, TimeProvider.System, default));
    }

    [Fact]
    public async Task A_server_that_was_filled_passes_the_check()
    {
        var server = await PostgresServer.Shared;
        var connection = await server.CreateDatabaseAsync();
        await FillAsync(await PostgresStore.OpenAsync(connection, TimeProvider.System, default));
        if (Writes)
        {
            var database = new NpgsqlConnectionStringBuilder(connection).Database!;
            string[] arguments = ["--no-owner", "--inserts", "-h", server.Host, "-U", "rollouts", database];
            await DumpAsync("postgres", PostgresMigrations.All.Count, "pg_dump", arguments);
        }

        await CheckAsync(await PostgresStore.OpenAsync(connection, TimeProvider.System, default));
    }

    private static async Task FillAsync(IStore store)
    {
        await using (store)
        {
            await DumpedStore.FillAsync(store);
        }
    }

    private static async Task CheckAsync(IStore store)
    {
        await using (store)
        {
            await DumpedStore.CheckAsync(store);
        }
    }

    private static async Task DumpAsync(string dialect, int version, string program, params string[] arguments)
    {
        using var dumping = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        var lines = (await dumping.StandardOutput.ReadToEndAsync()).Split('\n');
        await dumping.WaitForExitAsync();
        Assert.Equal(0, dumping.ExitCode);

        // Commands of psql ('\restrict') are not known to every psql; without copies there are no others.
        await File.WriteAllTextAsync(
            Repository.PathOf("tests", "dumps", $"{dialect}-{version:D4}.sql"),
            string.Join('\n', lines.Where(line => !line.StartsWith('\\')))
        );
    }
}

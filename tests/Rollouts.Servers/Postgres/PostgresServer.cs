using System.Diagnostics;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Rollouts.Servers.Postgres;

/// <summary>
/// A PostgreSQL cluster of one's own, in a temporary folder and on a unix socket, made of the distribution's binaries.
/// It ends with the process that started it, even if that is killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Started = new(() => StartAsync("-c", "fsync=off"));

    private readonly Process _keeper;
    private readonly string _folder;
    private int _databases;

    private PostgresServer(Process keeper, string folder) => (_keeper, _folder) = (keeper, folder);

    /// <summary>One for the whole test run. It does not wait for the disk; what is tested is not the disk.</summary>
    public static Task<PostgresServer> Shared => Started.Value;

    /// <summary>The folder with its socket, which PostgreSQL's own programs take for a host.</summary>
    public string Host => _folder;

    /// <param name="options">Options of the server, as in <c>-c max_connections=20</c>.</param>
    public static async Task<PostgresServer> StartAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("rollouts-pg-").FullName;
        string[] keeper = ["sh", Path.Combine(Here(), "keep-postgres.sh"), Binaries(), folder, .. options];
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to be run by root.
            await RunAsync("chown", "postgres", folder);
            keeper = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. keeper];
        }

        var process = Process.Start(
            new ProcessStartInfo(keeper[0], keeper[1..])
            {
                UseShellExecute = false,
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        return await process.StandardOutput.ReadLineAsync() == "ready"
            ? new PostgresServer(process, folder)
            : throw new InvalidOperationException($"PostgreSQL did not start: {await errors}");
    }

    public string ConnectionTo(string database) => $"Host={_folder};Username=rollouts;Database={database}";

    /// <summary>Makes an empty database; how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    /// <summary>Shuts it down; every connection is told and broken.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Ends it as a power failure would.</summary>
    public Task CrashAsync() => TellAsync("crash");

    public Task StartAgainAsync() => TellAsync("start");

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
    }

    private async Task TellAsync(string word)
    {
        await _keeper.StandardInput.WriteLineAsync(word);
        await _keeper.StandardInput.FlushAsync();
        if (await _keeper.StandardOutput.ReadLineAsync() != word)
        {
            throw new InvalidOperationException($"PostgreSQL did not {word}.");
        }
    }

    private static string Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory
            .GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
            .MaxBy(folder => int.Parse(Path.GetFileName(Path.GetDirectoryName(folder)!)))
            is { } newest
            ? newest
            : throw new InvalidOperationException(
                "PostgreSQL is not on this machine: run ./test once, or 'apt-get install postgresql'."
            );

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

using System.Diagnostics;
using System.Globalization;
using Rollouts.Servers.Postgres;

namespace Rollouts.Bench.Store;

/// <summary>PostgreSQL's own bench, as the measure of what this server can do at all.</summary>
internal static class PgBench
{
    public static Task PrepareAsync(PostgresServer server, string database) =>
        RunAsync("-i", "-q", "-s", "10", "-h", server.Host, "-U", "rollouts", database);

    /// <summary>Transactions of its simple-update a second: one update, one select, one insert each.</summary>
    public static async Task<double> RateAsync(PostgresServer server, string database, TimeSpan length)
    {
        var seconds = ((int)length.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var output = await RunAsync([
            "-N",
            "-M",
            "prepared",
            "-c",
            "4",
            "-j",
            "2",
            "-T",
            seconds,
            "-h",
            server.Host,
            "-U",
            "rollouts",
            database,
        ]);
        var line = output.Split('\n').Single(text => text.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("pgbench", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}

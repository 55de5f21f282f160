using System.Diagnostics;

namespace Rollouts.Bench.All;

/// <summary>Runs a bench some times and keeps what it printed, so that no run is lost with a later one that fails.</summary>
internal static class Runs
{
    /// <returns>What each run printed, with the load of the machine before and after it.</returns>
    public static async Task<List<(string Text, string Load)>> OfAsync(Bench bench, int runs, string folder)
    {
        List<(string Text, string Load)> all = [];
        for (var run = 1; run <= runs; run++)
        {
            var before = Machine.Load;
            var text = await RunAsync(bench);
            var load = $"{before} to {Machine.Load}";
            await File.WriteAllTextAsync(Path.Combine(folder, $"{bench.Name}-{run}.txt"), $"load {load}\n{text}");
            await Console.Error.WriteLineAsync($"{bench.Name}, run {run} of {runs}: load {load}");
            all.Add((text, load));
        }

        return all;
    }

    private static async Task<string> RunAsync(Bench bench)
    {
        string[] arguments = ["run", "-c", "Release", "--project", $"bench/{bench.Project}", "--", .. bench.Arguments];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"'{bench.Command}' ended with {process.ExitCode}.");
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rollouts.Bench.All;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The load average of the last minute.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_073_741_824.0;
        string[] lines =
        [
            $"- Machine: {Environment.ProcessorCount} cores ({Processor()}), {memory:0} GiB, {RuntimeInformation.OSDescription}",
            $"- .NET {Environment.Version}; PostgreSQL: {First("postgres --version")}; SQLite: in the program",
            $"- Commit {First("git rev-parse --short HEAD")}, measured on {DateTime.UtcNow:yyyy-MM-dd}",
        ];
        return string.Join('\n', lines);
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1]
            .Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The first line of what a command prints; "unknown" if there is no such command.</summary>
    private static string First(string command)
    {
        try
        {
            var words = command.Split(' ');
            var name = words[0] == "postgres" ? Server(words[0]) : words[0];
            using var process = Process.Start(
                new ProcessStartInfo(name, words[1..]) { UseShellExecute = false, RedirectStandardOutput = true }
            )!;
            var line = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return line ?? "unknown";
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            return "unknown";
        }
    }

    // Debian keeps the server beside its versions, and off the path.
    private static string Server(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetFiles("/usr/lib/postgresql", name, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .LastOrDefault(name)
            : name;
}

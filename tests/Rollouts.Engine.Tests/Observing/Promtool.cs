using System.Diagnostics;

namespace Rollouts.Engine.Tests.Observing;

/// <summary>What Prometheus itself says of our metrics and rules; it comes with the server.</summary>
internal static class Promtool
{
    /// <summary>Its exit code, and what it complains of.</summary>
    public static async Task<(int Code, string Complaints)> RunAsync(string input, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("promtool", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEndAsync();
        var complaints = await process.StandardError.ReadToEndAsync();
        await said;
        await process.WaitForExitAsync();
        return (process.ExitCode, complaints);
    }
}

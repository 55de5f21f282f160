using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rollouts.Cli.Tests.Servers;

/// <summary>The built program, run as a shell runs it.</summary>
internal static class Binary
{
    /// <summary>A command that has not ended by then hangs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static async Task<Run> RunAsync(
        IReadOnlyDictionary<string, string> environment,
        string[] arguments,
        string? input = null
    )
    {
        using var process = Start(environment, arguments);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        return await EndAsync(process);
    }

    /// <summary>Starts the program and leaves it running.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet, [PathOf("rollouts"), .. arguments])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The machine that runs the tests may be a CI system itself, which commands would notice.
        string[] ours = ["GITHUB_", "GITLAB_", "CI", "JENKINS_", "BUILD", "CIRCLE", "ROLLOUTS_", "NO_COLOR"];
        foreach (var name in start.Environment.Keys.ToList())
        {
            if (ours.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                start.Environment.Remove(name);
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<Run> EndAsync(Process process)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var late = new CancellationTokenSource(Longest, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"the command did not end: {await output}\n{await errors}");
        }

        return new Run(process.ExitCode, await output, await errors);
    }

    public static string PathOf(string program) => Path.Combine(AppContext.BaseDirectory, program + ".dll");
}

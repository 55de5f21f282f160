using System.CommandLine;
using Rollouts.Worker.Commands;
using Rollouts.Worker.Hosting;

namespace Rollouts.Worker;

/// <summary>The worker as a program.</summary>
internal static class Program
{
    private const int Refused = 2;

    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Drives rollouts: moves their traffic, watches their checks, takes them back.")
        {
            ServeCommand.Create(),
            RunCommand.Create(),
            VerifyCommand.Create(),
        };
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // A way back takes as long as it takes.
            ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration);
        }
        catch (HostRefusedException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Refused;
        }
    }
}

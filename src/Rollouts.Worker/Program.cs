using System.CommandLine;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Commands;
using Rollouts.Worker.Hosting;

namespace Rollouts.Worker;

/// <summary>The worker as a program.</summary>
internal static class Program
{
    private const int Refused = 2;

    private static Task<int> Main(string[] args) =>
        RunAsync(
            args,
            new InvocationConfiguration
            {
                // A way back takes as long as it takes.
                ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
            }
        );

    /// <summary>Runs one command against the given writers.</summary>
    internal static async Task<int> RunAsync(string[] args, InvocationConfiguration configuration)
    {
        configuration.EnableDefaultExceptionHandler = false;
        var parsed = Root().Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? Refused : code;
        }
        catch (HostRefusedException exception)
        {
            await configuration.Error.WriteLineAsync(exception.Message);
            return Refused;
        }
        catch (StoreUnavailableException exception)
        {
            await configuration.Error.WriteLineAsync(
                $"The store is out of reach: {exception.Message} Try again when it is back"
            );
            return Refused;
        }
    }

    private static RootCommand Root() =>
        new("Drives rollouts: moves their traffic, watches their checks, takes them back.")
        {
            ServeCommand.Create(),
            RunCommand.Create(),
            VerifyCommand.Create(),
            NoticesCommand.Create(),
        };
}

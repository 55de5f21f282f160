using System.CommandLine;
using Rollouts.Hosting;
using Rollouts.Storage;
using Rollouts.Worker.Commands;

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
                // A rollback has no time limit.
                ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
            }
        );

    /// <summary>Runs one command against the given writers.</summary>
    internal static Task<int> RunAsync(string[] args, InvocationConfiguration configuration) =>
        RunAsync(args, configuration, TimeProvider.System);

    /// <param name="clock">The clock with which the host is composed.</param>
    internal static async Task<int> RunAsync(string[] args, InvocationConfiguration configuration, TimeProvider clock)
    {
        configuration.EnableDefaultExceptionHandler = false;
        var parsed = Root(clock).Parse(args);
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

    private static RootCommand Root(TimeProvider clock) =>
        new("Drives rollouts: moves their traffic, watches their checks, takes them back.")
        {
            ServeCommand.Create(clock),
            RunCommand.Create(),
            VerifyCommand.Create(),
            NotificationsCommand.Create(),
        };
}

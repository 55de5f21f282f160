using System.CommandLine;
using Rollouts.Api.Hosting;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Hosting;

namespace Rollouts.Api;

/// <summary>The API as a program.</summary>
internal static class Program
{
    private const int Refused = 2;

    private static Task<int> Main(string[] args) =>
        RunAsync(
            args,
            new InvocationConfiguration
            {
                // The host bounds its own end: what it has claimed is to be finished, or its lease to run out.
                ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
            }
        );

    /// <summary>Runs one command against the given writers.</summary>
    internal static async Task<int> RunAsync(string[] args, InvocationConfiguration configuration)
    {
        configuration.EnableDefaultExceptionHandler = false;
        var root = new RootCommand("Serves the HTTP API of rollouts.") { ServeCommand.Create(), LinkCommand.Create() };
        var parsed = root.Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? Refused : code;
        }
        catch (Exception exception) when (exception is HostRefusedException or StoreUnavailableException)
        {
            await configuration.Error.WriteLineAsync(exception.Message);
            return Refused;
        }
    }
}

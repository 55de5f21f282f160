using System.CommandLine;
using Rollouts.Api.Hosting;
using Rollouts.Hosting;
using Rollouts.Storage;

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
                // The host limits its own shutdown: claimed work ends, or its lease expires.
                ProcessTerminationTimeout = Timeout.InfiniteTimeSpan,
            }
        );

    /// <summary>Runs one command against the given writers.</summary>
    internal static async Task<int> RunAsync(string[] args, InvocationConfiguration configuration)
    {
        configuration.EnableDefaultExceptionHandler = false;
        var root = new RootCommand("Serves the HTTP API of rollouts.")
        {
            ApiServeCommand.Create(),
            LinkCommand.Create(),
        };
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

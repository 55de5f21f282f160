using System.CommandLine;
using Rollouts.Demo.Commands;

namespace Rollouts.Demo;

/// <summary>The demo as a program.</summary>
internal static class Program
{
    private const int Failed = 1;

    // Longer than the started programs may take to end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand(
            "Starts the product and a pocket mesh together, to see releases go out and come back."
        )
        {
            CheckCommand.Create(),
            HAProxyCommand.Create(),
        };
        root.SetAction(
            (parsed, cancellation) => ShowCommand.RunAsync(parsed.InvocationConfiguration.Output, cancellation)
        );
        try
        {
            return await root.Parse(args)
                .InvokeAsync(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = Grace,
                    }
                );
        }
        catch (DemoFailedException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }
}

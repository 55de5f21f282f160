using System.CommandLine;
using Rollouts.Worker;

namespace Rollouts.Engine.Tests.Commands;

/// <summary>Runs a command of the worker as a shell would.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Program.RunAsync(
            arguments,
            new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                ProcessTerminationTimeout = null,
            }
        );
        return (code, output.ToString(), errors.ToString());
    }
}

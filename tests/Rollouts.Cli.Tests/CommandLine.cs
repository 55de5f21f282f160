using System.CommandLine;

namespace Rollouts.Cli.Tests;

/// <summary>Runs a command as a shell would, in the folder of the repository.</summary>
internal static class CommandLine
{
    public static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = Program
            .RunAsync(arguments, new InvocationConfiguration { Output = output, Error = errors })
            .GetAwaiter()
            .GetResult();
        var root = Repository.Root + Path.DirectorySeparatorChar;
        return (
            code,
            output.ToString().Replace(root, "", StringComparison.Ordinal),
            errors.ToString().Replace(root, "", StringComparison.Ordinal)
        );
    }
}

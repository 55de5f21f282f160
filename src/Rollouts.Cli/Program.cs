using System.CommandLine;
using Rollouts.Cli.Plans;
using Rollouts.Cli.Plays;
using Rollouts.Cli.Stories;

namespace Rollouts.Cli;

/// <summary>The command line. Exit codes: 0 is well, 1 the plan is refused, 2 the command itself was wrong.</summary>
internal static class Program
{
    private static int Main(string[] args) => Run(args, new InvocationConfiguration());

    /// <summary>Runs one command against the given writers.</summary>
    internal static int Run(string[] args, InvocationConfiguration configuration)
    {
        var parsed = Root().Parse(args);
        var code = parsed.Invoke(configuration);
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }

    private static RootCommand Root() =>
        new(
            "Progressive delivery for any router: plans say how a new version gets its traffic, and when it is "
                + "taken back."
        )
        {
            LintCommand.Create(),
            ExplainCommand.Create(),
            PlayCommand.Create(),
            StoryCommand.Create(),
            SchemaCommand.Create(),
        };
}

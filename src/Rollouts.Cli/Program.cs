using System.CommandLine;

namespace Rollouts.Cli;

internal static class Program
{
    private static int Main(string[] args) =>
        new RootCommand("Progressive delivery: plans that say how a new version gets its traffic.").Parse(args).Invoke();
}

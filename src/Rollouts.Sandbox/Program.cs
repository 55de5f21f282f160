using System.CommandLine;

namespace Rollouts.Sandbox;

/// <summary>The sandbox as a program.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) =>
        new RootCommand("A pocket mesh to try plans on.").Parse(args).InvokeAsync();
}

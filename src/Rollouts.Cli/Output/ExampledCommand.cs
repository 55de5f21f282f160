using System.CommandLine;

namespace Rollouts.Cli.Output;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampledCommand(string name, string description, IReadOnlyList<string> examples)
    : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}

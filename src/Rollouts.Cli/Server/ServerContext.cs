using System.CommandLine;
using Rollouts.Cli.Output;

namespace Rollouts.Cli.Server;

/// <summary>The context of a server command's action.</summary>
internal sealed record ServerContext(ParseResult Parsed, ServerClient Server, Printer Printer)
{
    public TextWriter Output => Parsed.InvocationConfiguration.Output;

    public TextWriter Errors => Parsed.InvocationConfiguration.Error;

    /// <summary>A key for one request of this run. All of its attempts carry it.</summary>
    public static string NewKey() => $"cli-{Guid.NewGuid():N}";
}

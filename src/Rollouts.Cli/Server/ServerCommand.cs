using System.CommandLine;
using Rollouts.Cli.Output;

namespace Rollouts.Cli.Server;

/// <summary>Adds the shared server options to a command, and opens the client for its action.</summary>
internal static class ServerCommand
{
    /// <param name="examples">Command lines for its help.</param>
    public static Command Of(
        string name,
        string description,
        IEnumerable<Symbol> symbols,
        Func<ServerContext, CancellationToken, Task<int>> run,
        params string[] examples
    )
    {
        var (server, output) = (new ServerOptions(), Printer.Option());
        var command = new ExampledCommand(name, description, examples);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.Add(output);
        server.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                using var client = server.Open(parsed);
                var io = parsed.InvocationConfiguration;
                var printer = new Printer(parsed.GetValue(output), io.Output, io.Error);
                return await run(new ServerContext(parsed, client, printer), cancellation);
            }
        );
        return command;
    }
}

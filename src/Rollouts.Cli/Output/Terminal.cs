using Spectre.Console;

namespace Rollouts.Cli.Output;

/// <summary>Creates consoles for people. Only terminals get colours, and none with NO_COLOR.</summary>
internal static class Terminal
{
    /// <summary>Wide enough that no line of a table is wrapped for another program.</summary>
    private const int Unbroken = 4096;

    public static bool IsOutput(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    public static bool IsError(TextWriter errors) =>
        ReferenceEquals(errors, Console.Error) && !Console.IsErrorRedirected;

    public static bool AllowsColor => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <param name="isTerminal">Whether a person reads the output.</param>
    public static IAnsiConsole Over(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal && AllowsColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        if (!isTerminal)
        {
            console.Profile.Width = Unbroken;
        }

        return console;
    }
}

using System.CommandLine;

namespace Rollouts.Cli.Completions;

/// <summary>Prints the completion script of a shell. The script asks this program for the candidates.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _rollouts() {
              local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
              COMPREPLY=($(rollouts "[suggest:${#line}]" "$line" 2>/dev/null))
            }
            complete -o default -F _rollouts rollouts

            """,
        ["zsh"] = """
            #compdef rollouts
            _rollouts() {
              local line="${BUFFER:0:$CURSOR}"
              local -a found=("${(@f)$(rollouts "[suggest:${#line}]" "$line" 2>/dev/null)}")
              compadd -- $found
              _files
            }
            compdef _rollouts rollouts

            """,
        ["fish"] = """
            function __rollouts
              set -l line (commandline -cp)
              rollouts "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c rollouts -a '(__rollouts)'

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName rollouts -ScriptBlock {
              param($word, $tree, $position)
              $line = $tree.ToString()
              rollouts "[suggest:$position]" $line 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }

            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Output.ExampledCommand(
            "completion",
            "Print the script by which a shell completes commands.",
            [
                "eval \"$(rollouts completion bash)\"",
                "rollouts completion fish > ~/.config/fish/completions/rollouts.fish",
            ]
        )
        {
            shell,
        };
        command.SetAction(parsed =>
            parsed.InvocationConfiguration.Output.Write(Scripts[parsed.GetRequiredValue(shell)])
        );
        return command;
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.Text;

namespace Rollouts.Cli.Output;

/// <summary>Prints docs/cli.md from the commands themselves.</summary>
internal static class ReferenceCommand
{
    private const int Width = 140;

    private const string Head = """
        # The command line

        `rollouts` checks plans without a server and drives a server over its [API](api.md). This page is generated:
        `rollouts reference > docs/cli.md`.

        ## Install

        A single file that needs nothing else:

            dotnet publish src/Rollouts.Cli -c Release -r linux-x64 --self-contained \
              -p:PublishSingleFile=true -p:PublishReadyToRun=true -o out

        Take another runtime identifier for another system (`osx-arm64`, `win-x64`). Completion: `rollouts
        completion bash|zsh|fish|pwsh`.

        ## Server and credential

        | what | from, the first that is there |
        |---|---|
        | server | `--server`, `ROLLOUTS_URL`, the server of `rollouts login` |
        | credential | `--key-file`, `ROLLOUTS_KEY`, `ROLLOUTS_KEY_FILE`, the session of `rollouts login` |

        No option takes a key itself: other users of a machine see command lines. A session lies in `session.json`
        (mode 0600) below `rollouts` in the configuration folder of the user, or in `ROLLOUTS_CONFIG`; it is sent to
        no other server. `login` takes the one-time link of a server without a provider. Where people sign in with a
        provider they approve in the browser; pipelines use keys.

        ## Output and exit codes

        Data goes to stdout, messages to stderr. `--output json` and `yaml` print the shapes of the API's answers,
        which are frozen; the tables are for people and may change. Colours go to terminals only, and never with
        `NO_COLOR`.

        | code | meaning |
        |---|---|
        | 0 | done; where a rollout is waited for: it succeeded |
        | 1 | the rollout ended without success: rolled back, cancelled, superseded or abandoned |
        | 2 | the command line is wrong |
        | 3 | a plan, a file or a request is refused; stderr says why |
        | 4 | time ran out; the rollout goes on |
        | 5 | the server does not answer, or cannot work now |
        | 6 | done, and there is something to look at: losses of an import, a difference |
        | 70 | a fault of this program |
        | 130 | Ctrl-C; a rollout that was waited for goes on |

        Requests are sent again after a broken connection, 429, 502, 503, 504 and a conflict, at most five times,
        each time with the same `Idempotency-Key`. Only `keys create` is sent once, since no answer is kept that
        holds a key.

        ## In a pipeline

            rollouts start "$VERSION" --plan checkout.yaml --wait --timeout 2h

        In GitHub Actions, GitLab CI, Jenkins, Buildkite and CircleCI the command finds the links to commit and
        pipeline, the author and a reason by itself, and a job that is run again starts nothing twice.
        [deploy/github-action](../deploy/github-action/action.yml),
        [deploy/gitlab-component](../deploy/gitlab-component/rollout.yml) and
        [deploy/jenkins](../deploy/jenkins/rollout.groovy) are steps around it, [examples/ci](../examples/ci) uses
        them.

        ## Commands


        """;

    /// <param name="root">Returns all commands once they exist.</param>
    public static Command Create(Func<RootCommand> root)
    {
        var command = new Command("reference", "Print docs/cli.md.") { Hidden = true };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(Of(root())));
        return command;
    }

    private static string Of(RootCommand root)
    {
        var text = new StringBuilder(Head);
        foreach (var command in root.Subcommands.Where(command => !command.Hidden))
        {
            Add(text, command, $"rollouts {command.Name}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Add(StringBuilder text, Command command, string path)
    {
        text.Append("\n### ").Append(path).Append("\n\n").Append(Wrapped(command.Description ?? "")).Append('\n');
        if (command.Arguments.Count + command.Options.Count > 0)
        {
            text.Append("\n| argument or option | meaning |\n|---|---|\n");
        }

        foreach (var argument in command.Arguments)
        {
            text.Append("| `<").Append(argument.Name).Append(">` | ").Append(Cell(argument.Description)).Append(" |\n");
        }

        foreach (var option in command.Options.Where(option => option is { Hidden: false } and not HelpOption))
        {
            var names = string.Join("`, `", option.Aliases.Prepend(option.Name));
            text.Append("| `").Append(names).Append("` | ").Append(Cell(option.Description)).Append(" |\n");
        }

        if (command is ExampledCommand { Examples: { Count: > 0 } examples })
        {
            text.Append('\n');
            foreach (var example in examples)
            {
                text.Append("    ").Append(example).Append('\n');
            }
        }

        foreach (var below in command.Subcommands.Where(below => !below.Hidden))
        {
            Add(text, below, $"{path} {below.Name}");
        }
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Wrapped(string text)
    {
        var wrapped = new StringBuilder();
        var column = 0;
        foreach (var word in text.Split(' '))
        {
            if (column + word.Length + 1 > Width)
            {
                wrapped.Append('\n');
                column = 0;
            }
            else if (column > 0)
            {
                wrapped.Append(' ');
                column++;
            }

            wrapped.Append(word);
            column += word.Length;
        }

        return wrapped.ToString();
    }
}

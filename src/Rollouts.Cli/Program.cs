using System.CommandLine;
using Rollouts.Cli.Audit;
using Rollouts.Cli.Calibrations;
using Rollouts.Cli.Completions;
using Rollouts.Cli.Connections;
using Rollouts.Cli.Freezes;
using Rollouts.Cli.Imports;
using Rollouts.Cli.Jobs;
using Rollouts.Cli.Keys;
using Rollouts.Cli.Output;
using Rollouts.Cli.Plans;
using Rollouts.Cli.Replays;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.SignIn;
using Rollouts.Cli.Simulations;
using Rollouts.Cli.Systems;
using Rollouts.Cli.Timelines;

namespace Rollouts.Cli;

/// <summary>The command line. <see cref="ExitCodes"/> lists its exit codes.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => RunAsync(args, new InvocationConfiguration());

    /// <summary>Runs one command against the given writers.</summary>
    internal static async Task<int> RunAsync(string[] args, InvocationConfiguration configuration)
    {
        configuration.EnableDefaultExceptionHandler = false;
        var parsed = Root().Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (CommandFailedException failure)
        {
            await configuration.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        // The user of a command line cannot act on a stack trace. The type is enough for a report.
        catch (Exception exception)
        {
            await configuration.Error.WriteLineAsync(
                $"A fault of this program ({exception.GetType().Name}): {exception.Message} Please report it with the "
                    + "command that you ran."
            );
            return ExitCodes.Fault;
        }
    }

    /// <summary>All commands with their options.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand(
            "Progressive delivery for any router: plans say how a new version gets its traffic, and when it is "
                + "taken back."
        )
        {
            InitCommand.Create(),
            LintCommand.Create(),
            ExplainCommand.Create(),
            SimulateCommand.Create(),
            TimelineCommand.Create(),
            SchemaCommand.Create(),
            DiffCommand.Create(),
            ReplayCommand.Create(),
            RehearseCommand.Create(),
            CalibrateCommand.Create(),
            StartCommand.Create(),
            WatchCommand.Create(),
            ListCommand.Create(),
            ShowCommand.Create(),
            WhyCommand.Create(),
            WaitCommand.Create(),
            HistoryCommand.Create(),
            EvidenceCommand.Create(),
            AuditCommand.Create(),
            FreezeCommand.Create(),
            PlansCommand.Create(),
            KeysCommand.Create(),
            JobsCommand.Create(),
            ConnectionsCommand.Create(),
            DoctorCommand.Create(),
            LoginCommand.Create(),
            LogoutCommand.Create(),
            WhoAmICommand.Create(),
            ImportCommand.Create(),
            CompletionCommand.Create(),
            ReferenceCommand.Create(Root),
        };
        foreach (var command in ManualCommands.Create())
        {
            root.Add(command);
        }

        ExampledHelp.AddTo(root);
        return root;
    }
}

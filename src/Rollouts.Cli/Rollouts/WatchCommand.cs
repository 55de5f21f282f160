using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Rollouts;

/// <summary>Shows a rollout live: a picture on a terminal, plain lines otherwise.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var rollout = RolloutReference.Argument();
        var plain = new Option<bool>("--plain") { Description = "Print plain lines on a terminal too." };
        return ServerCommand.Of(
            "watch",
            "Watch a rollout until it ends: the traffic of each target, the verdicts, and what it waits for. Ctrl-C "
                + "ends the watching only.",
            [rollout, plain],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                RolloutShape ended;
                if (
                    Terminal.IsOutput(context.Output)
                    && context.Printer.Format == OutputFormat.Table
                    && !context.Parsed.GetValue(plain)
                )
                {
                    ended = await LiveAsync(
                        rollouts,
                        id,
                        Terminal.Over(context.Output, isTerminal: true),
                        cancellation
                    );
                }
                else
                {
                    // In table format the lines are the output, so that a pipe gets them on stdout.
                    var lines = context.Printer.Format == OutputFormat.Table ? context.Output : context.Errors;
                    (ended, _) = await new Waiting(rollouts, lines, timeout: null).ForAsync(id, Goal.End, cancellation);
                    if (context.Printer.Format != OutputFormat.Table)
                    {
                        context.Printer.Print(ended, CliJson.Default.RolloutShape, RolloutPrinter.Print);
                    }
                }

                return ended.HasSucceeded ? ExitCodes.Succeeded : ExitCodes.RolledBack;
            },
            "rollouts watch prod/checkout"
        );
    }

    private static async Task<RolloutShape> LiveAsync(
        RolloutsClient rollouts,
        string id,
        IAnsiConsole console,
        CancellationToken cancellation
    )
    {
        var rollout = await rollouts.ReadAsync(id, cancellation);
        var history = new WeightHistory();
        history.Add(rollout);
        try
        {
            await console
                .Live(WatchView.Of(rollout, history))
                .StartAsync(async live =>
                {
                    while (!rollout.HasEnded)
                    {
                        await Task.Delay(Pause, TimeProvider.System, cancellation);
                        rollout = await rollouts.ReadAsync(id, cancellation);
                        history.Add(rollout);
                        live.UpdateTarget(WatchView.Of(rollout, history));
                    }
                });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw Waiting.Interrupted(id);
        }

        return rollout;
    }
}

using System.CommandLine;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>Waits until a rollout reaches a state.</summary>
internal static class WaitCommand
{
    public static Command Create()
    {
        var rollout = RolloutReference.Argument();
        var goal = new Option<Goal>("--for")
        {
            Description = $"What to wait for: {Goal.Rule}.",
            HelpName = "goal",
            CustomParser = Goal.Parse,
            DefaultValueFactory = _ => Goal.End,
        };
        var options = new WaitOptions();
        return ServerCommand.Of(
            "wait",
            "Wait until a rollout is where you want it. Exits 0 when it is there, 1 when it ended elsewhere, 4 when "
                + "time ran out.",
            [rollout, goal, .. options.Reporting],
            async (context, cancellation) =>
            {
                var parsed = context.Parsed;
                var rollouts = new RolloutsClient(context.Server);
                var id = await RolloutReference.IdOfAsync(rollouts, parsed.GetRequiredValue(rollout), cancellation);
                var wanted = parsed.GetRequiredValue(goal);
                var (seen, isReached) = await new Waiting(rollouts, context.Errors, options.Timeout(parsed)).ForAsync(
                    id,
                    wanted,
                    cancellation
                );
                await options.ReportAsync(parsed, context.Errors, seen);
                context.Printer.Print(seen, CliJson.Default.RolloutShape, RolloutPrinter.Print);
                return wanted == Goal.End && seen.HasEnded
                    ? seen.HasSucceeded
                        ? ExitCodes.Succeeded
                        : ExitCodes.RolledBack
                    : isReached
                        ? ExitCodes.Succeeded
                        : seen.HasEnded
                            ? ExitCodes.RolledBack
                            : ExitCodes.TimedOut;
            },
            "rollouts wait prod/checkout --timeout 2h",
            "rollouts wait prod/checkout --for approval --timeout 30m",
            "rollouts wait prod/checkout --for weight=50%"
        );
    }
}

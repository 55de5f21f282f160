using System.CommandLine;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>Shows the current state of a rollout.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var rollout = RolloutReference.Argument();
        return ServerCommand.Of(
            "show",
            "Show a rollout: its status, the traffic of each target and the verdict of each check.",
            [rollout],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                var found = await rollouts.ReadAsync(id, cancellation);
                context.Printer.Print(found, CliJson.Default.RolloutShape, RolloutPrinter.Print);
                return ExitCodes.Succeeded;
            },
            "rollouts show prod/checkout",
            "rollouts show 0193c1d2-7a4e-7c11-b3a5-2f6d5f0e9a10 -o yaml"
        );
    }
}

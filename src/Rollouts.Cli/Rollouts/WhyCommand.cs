using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>Explains why a rollout does not move on.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var rollout = RolloutReference.Argument();
        return ServerCommand.Of(
            "why",
            "Say why a rollout stands where it stands: what it waits for, and what blocks it.",
            [rollout],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                var why = await rollouts.WhyAsync(id, cancellation);
                context.Printer.Print(
                    why,
                    CliJson.Default.WhyShape,
                    (console, found) =>
                        Tables.Facts(
                            console,
                            [
                                ("where", found.Summary),
                                .. found.Because.Select(because => ("because", (string?)because)),
                                ("deadline", found.Deadline),
                            ]
                        )
                );
                return ExitCodes.Succeeded;
            },
            "rollouts why prod/checkout"
        );
    }
}

using System.CommandLine;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Rollouts;

/// <summary>Prints the events of a rollout.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var rollout = RolloutReference.Argument();
        return ServerCommand.Of(
            "history",
            "Print everything that happened to a rollout: when, by whom and why.",
            [rollout],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                IReadOnlyList<RecordShape> records = await rollouts.RecordsAsync(id, above: 0, cancellation);
                context.Printer.Print(
                    records,
                    CliJson.Default.IReadOnlyListRecordShape,
                    (console, found) => Tell(console, id, found)
                );
                return ExitCodes.Succeeded;
            },
            "rollouts history prod/checkout"
        );
    }

    private static void Tell(IAnsiConsole console, string id, IReadOnlyList<RecordShape> records)
    {
        var lines = new HistoryLines(id);
        foreach (var record in records)
        {
            console.WriteLine(lines.Tell(record));
        }
    }
}

using System.CommandLine;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>Lists rollouts.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var service = new Option<string?>("--service") { Description = "Only of this service." };
        var environment = new Option<string?>("--environment", "-e") { Description = "Only of this environment." };
        var status = new Option<string?>("--status") { Description = "Only with this status, as in RolledBack." };
        var owner = new Option<string?>("--owner") { Description = "Only of plans of this owner." };
        var text = new Option<string?>("--text") { Description = "Only with this text in the service or version." };
        var live = new Option<bool>("--live") { Description = "Only those that have not ended." };
        var cursor = new Option<string?>("--cursor")
        {
            Description = "Where the last page said that the list goes on.",
        };
        return ServerCommand.Of(
            "list",
            "List rollouts, the newest first, 50 at a time.",
            [service, environment, status, owner, text, live, cursor],
            async (context, cancellation) =>
            {
                var parsed = context.Parsed;
                var filter = new RolloutFilter(
                    parsed.GetValue(service),
                    parsed.GetValue(environment),
                    parsed.GetValue(status),
                    parsed.GetValue(owner),
                    parsed.GetValue(text),
                    parsed.GetValue(live) ? true : null
                );
                var page = await new RolloutsClient(context.Server).ListAsync(
                    filter,
                    parsed.GetValue(cursor),
                    cancellation
                );
                context.Printer.Print(page, CliJson.Default.RolloutPage, RolloutPrinter.Print);
                return ExitCodes.Succeeded;
            },
            "rollouts list --live",
            "rollouts list --service checkout -e prod -o json"
        );
    }
}

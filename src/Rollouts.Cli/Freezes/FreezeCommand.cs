using System.CommandLine;
using System.Net.Http.Json;
using Rollouts.Cli.Output;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Freezes;

/// <summary>The commands for freezes.</summary>
internal static class FreezeCommand
{
    public static Command Create() =>
        new("freeze", "List, declare and lift freezes, and let one rollout pass a freeze.")
        {
            List(),
            Declare(),
            Lift(),
            Override(),
        };

    private static Argument<string> Environment() => new("environment") { Description = "The environment." };

    private static Argument<string> Name() => new("name") { Description = "The freeze's name." };

    private static Command List()
    {
        var environment = Environment();
        return ServerCommand.Of(
            "list",
            "List the freezes of an environment, and which are in force.",
            [environment],
            async (context, cancellation) =>
            {
                var api = context.Server.Api<IFreezesApi>();
                var of = context.Parsed.GetRequiredValue(environment);
                var found = await context.Server.SendAsync(
                    token => api.ListAsync(of, token),
                    CliJson.Default.IReadOnlyListFreezeShape,
                    cancellation
                );
                return Print(context, found);
            },
            "rollouts freeze list prod"
        );
    }

    private static Command Declare()
    {
        var (environment, name, reason) = (Environment(), Name(), Reasons.Option());
        var from = new Option<DateTimeOffset?>("--from") { Description = "From when on; now without it." };
        var until = new Option<DateTimeOffset?>("--until")
        {
            Description = "Until when, as in 2027-01-02T08:00:00Z; until it is lifted without it.",
        };
        return ServerCommand.Of(
            "declare",
            "Declare a freeze: while it is in force no upward shift begins and no step ends.",
            [environment, name, reason, from, until],
            async (context, cancellation) =>
            {
                var parsed = context.Parsed;
                var request = new FreezeRequest(
                    parsed.GetRequiredValue(environment),
                    parsed.GetRequiredValue(name),
                    parsed.GetRequiredValue(reason),
                    parsed.GetValue(from),
                    parsed.GetValue(until)
                );
                var (api, key) = (context.Server.Api<IFreezesApi>(), ServerContext.NewKey());
                var declared = await context.Server.SendAsync(
                    token => api.DeclareAsync(JsonContent.Create(request, CliJson.Default.FreezeRequest), key, token),
                    CliJson.Default.FreezeShape,
                    cancellation
                );
                context.Printer.Print(
                    declared,
                    CliJson.Default.FreezeShape,
                    (console, freeze) => Show(console, [freeze])
                );
                return ExitCodes.Succeeded;
            },
            "rollouts freeze declare prod sale --until 2027-01-02T08:00:00Z --reason \"the winter sale\""
        );
    }

    private static Command Lift()
    {
        var (environment, name, reason) = (Environment(), Name(), Reasons.Option());
        return ServerCommand.Of(
            "lift",
            "End a freeze that was declared.",
            [environment, name, reason],
            (context, cancellation) =>
                ChangeAsync(
                    context,
                    context.Parsed.GetRequiredValue(environment),
                    context.Parsed.GetRequiredValue(name),
                    "lift",
                    () =>
                        JsonContent.Create(
                            new ReasonRequest(context.Parsed.GetRequiredValue(reason)),
                            CliJson.Default.ReasonRequest
                        ),
                    cancellation
                ),
            "rollouts freeze lift prod sale --reason \"the sale is over\""
        );
    }

    private static Command Override()
    {
        var (environment, name, reason) = (Environment(), Name(), Reasons.Option());
        var rollout = new Option<string>("--rollout") { Description = "The id of the rollout.", Required = true };
        return ServerCommand.Of(
            "override",
            "Let one rollout go on in spite of a freeze.",
            [environment, name, rollout, reason],
            (context, cancellation) =>
                ChangeAsync(
                    context,
                    context.Parsed.GetRequiredValue(environment),
                    context.Parsed.GetRequiredValue(name),
                    "override",
                    () =>
                        JsonContent.Create(
                            new FreezePassRequest(
                                context.Parsed.GetRequiredValue(rollout),
                                context.Parsed.GetRequiredValue(reason)
                            ),
                            CliJson.Default.FreezePassRequest
                        ),
                    cancellation
                ),
            "rollouts freeze override prod sale --rollout <id> --reason \"it mends the checkout\""
        );
    }

    private static async Task<int> ChangeAsync(
        ServerContext context,
        string environment,
        string name,
        string command,
        Func<HttpContent> body,
        CancellationToken cancellation
    )
    {
        var (api, key) = (context.Server.Api<IFreezesApi>(), ServerContext.NewKey());
        var found = await context.Server.SendAsync(
            token => api.ChangeAsync(environment, name, command, body(), key, token),
            CliJson.Default.IReadOnlyListFreezeShape,
            cancellation
        );
        return Print(context, found);
    }

    private static int Print(ServerContext context, IReadOnlyList<FreezeShape> freezes)
    {
        context.Printer.Print(freezes, CliJson.Default.IReadOnlyListFreezeShape, Show);
        return ExitCodes.Succeeded;
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<FreezeShape> freezes) =>
        Tables.Print(
            console,
            "no freezes",
            ["name", "in force", "from", "until", "source", "reason"],
            freezes.Select(freeze =>
                new[]
                {
                    freeze.Name,
                    freeze.InForce ? "yes" : "no",
                    freeze.From,
                    freeze.Until,
                    freeze.Source,
                    freeze.Reason,
                }
            )
        );
}

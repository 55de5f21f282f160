using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Plans;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Connections;

/// <summary>The commands for connections of the server.</summary>
internal static class ConnectionsCommand
{
    public static Command Create() =>
        new("connections", "List, write and remove the connections of a server.")
        {
            List(),
            Show(),
            Write(),
            Remove(),
            ClaimsCommands.List(),
            ClaimsCommands.Free(),
        };

    internal static Argument<string> Name() => new("name") { Description = "The connection's name." };

    private static Command List() =>
        ServerCommand.Of(
            "list",
            "List the connections, without addresses and secrets.",
            [],
            async (context, cancellation) =>
            {
                var api = context.Server.Api<IConnectionsApi>();
                var found = await context.Server.SendAsync(
                    api.ListAsync,
                    CliJson.Default.IReadOnlyListConnectionShape,
                    cancellation
                );
                context.Printer.Print(found, CliJson.Default.IReadOnlyListConnectionShape, Print);
                return ExitCodes.Succeeded;
            },
            "rollouts connections list"
        );

    private static Command Show()
    {
        var name = Name();
        return ServerCommand.Of(
            "show",
            "Show a connection, without addresses and secrets.",
            [name],
            async (context, cancellation) =>
            {
                var (api, named) = (context.Server.Api<IConnectionsApi>(), context.Parsed.GetRequiredValue(name));
                var found = await context.Server.SendAsync(
                    token => api.ReadAsync(named, token),
                    CliJson.Default.ConnectionShape,
                    cancellation
                );
                context.Printer.Print(found, CliJson.Default.ConnectionShape, (console, one) => Print(console, [one]));
                return ExitCodes.Succeeded;
            },
            "rollouts connections show mesh"
        );
    }

    private static Command Write()
    {
        var (name, reason, revision) = (Name(), Reasons.Option(), Revision());
        var file = new Argument<FileInfo>("file")
        {
            Description = "What stands below the connection's name in the installation's file, in YAML or JSON.",
        };
        return ServerCommand.Of(
            "put",
            "Write a connection. Without --if-revision it must be new.",
            [name, file, revision, reason],
            async (context, cancellation) =>
            {
                var parsed = context.Parsed;
                if (
                    !PlanArguments.TryReadBytes(parsed.GetRequiredValue(file).ToString(), context.Errors, out var bytes)
                )
                {
                    return ExitCodes.Refused;
                }

                var (api, key) = (context.Server.Api<IConnectionsApi>(), ServerContext.NewKey());
                var (named, why) = (parsed.GetRequiredValue(name), parsed.GetRequiredValue(reason));
                var tag = TagOf(parsed.GetValue(revision));
                var kept = await context.Server.SendAsync(
                    token =>
                        api.WriteAsync(
                            named,
                            why,
                            new ByteArrayContent(bytes),
                            key,
                            tag,
                            tag is null ? "*" : null,
                            token
                        ),
                    CliJson.Default.ConnectionShape,
                    cancellation
                );
                context.Printer.Print(kept, CliJson.Default.ConnectionShape, (console, one) => Print(console, [one]));
                return ExitCodes.Succeeded;
            },
            "rollouts connections put street street.yaml --reason \"a second mesh\""
        );
    }

    private static Command Remove()
    {
        var (name, reason, revision) = (Name(), Reasons.Option(), Revision());
        return ServerCommand.Of(
            "remove",
            "Remove a connection that was written over the API. A live rollout that relies on it keeps it.",
            [name, revision, reason],
            async (context, cancellation) =>
            {
                var (api, key) = (context.Server.Api<IConnectionsApi>(), ServerContext.NewKey());
                var (named, why) = (context.Parsed.GetRequiredValue(name), context.Parsed.GetRequiredValue(reason));
                var tag =
                    TagOf(context.Parsed.GetValue(revision))
                    ?? TagOf(
                        (
                            await context.Server.SendAsync(
                                token => api.ReadAsync(named, token),
                                CliJson.Default.ConnectionShape,
                                cancellation
                            )
                        ).Revision
                    );
                var removed = await context.Server.SendAsync(
                    token => api.RemoveAsync(named, why, key, tag, token),
                    CliJson.Default.RemovalShape,
                    cancellation
                );
                context.Printer.Print(
                    removed,
                    CliJson.Default.RemovalShape,
                    (console, one) => Tables.Facts(console, ("removed", named), ("revision", $"{one.Revision}"))
                );
                return ExitCodes.Succeeded;
            },
            "rollouts connections remove street --reason \"the mesh is gone\""
        );
    }

    private static Option<int?> Revision() =>
        new("--if-revision") { Description = "Refuse the change unless this revision is the newest one." };

    internal static string? TagOf(int? revision) => revision is { } number ? $"\"{number}\"" : null;

    private static void Print(IAnsiConsole console, IReadOnlyList<ConnectionShape> connections) =>
        Tables.Print(
            console,
            "no connections",
            ["name", "kind", "system", "services", "environments", "from", "revision", "problem"],
            connections.Select(one =>
                new[]
                {
                    one.Name,
                    one.Kind,
                    one.System,
                    one.Services.Count == 0 ? "all" : string.Join(',', one.Services),
                    one.Environments.Count == 0 ? "all" : string.Join(',', one.Environments),
                    one.From,
                    one.Revision is { } revision ? $"{revision}" : null,
                    one.Problem ?? "",
                }
            )
        );
}

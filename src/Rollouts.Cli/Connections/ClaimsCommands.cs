using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Connections;

/// <summary>The commands for the claims on the routes of a connection.</summary>
internal static class ClaimsCommands
{
    public static Command List()
    {
        var name = ConnectionsCommand.Name();
        var cursor = new Option<string?>("--cursor")
        {
            Description = "Where the last page said that the list goes on.",
        };
        return ServerCommand.Of(
            "claims",
            "List the services that have claimed routes of a connection, 100 at a time.",
            [name, cursor],
            async (context, cancellation) =>
            {
                var (api, named) = (context.Server.Api<IConnectionsApi>(), context.Parsed.GetRequiredValue(name));
                var page = await context.Server.SendAsync(
                    token => api.ClaimsAsync(named, context.Parsed.GetValue(cursor), token),
                    CliJson.Default.ClaimPage,
                    cancellation
                );
                context.Printer.Print(
                    page,
                    CliJson.Default.ClaimPage,
                    (console, found) =>
                        Tables.Print(
                            console,
                            "no claims",
                            ["place", "service", "environment", "rollout", "last used", "revision"],
                            found.Claims.Select(claim =>
                                new[]
                                {
                                    claim.Place,
                                    claim.Service,
                                    claim.Environment,
                                    claim.Rollout,
                                    claim.LastUsed,
                                    $"{claim.Revision}",
                                }
                            )
                        )
                );
                return ExitCodes.Succeeded;
            },
            "rollouts connections claims mesh"
        );
    }

    public static Command Free()
    {
        var (name, reason) = (ConnectionsCommand.Name(), Reasons.Option());
        var place = new Argument<string>("place") { Description = "The route, as 'connections claims' shows it." };
        var revision = new Option<int>("--if-revision")
        {
            Description = "The claim's revision, as 'connections claims' shows it.",
            Required = true,
        };
        return ServerCommand.Of(
            "free",
            "Free a claimed route, so that another service can claim it.",
            [name, place, revision, reason],
            async (context, cancellation) =>
            {
                var (api, key) = (context.Server.Api<IConnectionsApi>(), ServerContext.NewKey());
                var parsed = context.Parsed;
                var freed = await context.Server.SendAsync(
                    token =>
                        api.FreeAsync(
                            parsed.GetRequiredValue(name),
                            parsed.GetRequiredValue(place),
                            parsed.GetRequiredValue(reason),
                            key,
                            ConnectionsCommand.TagOf(parsed.GetRequiredValue(revision))!,
                            token
                        ),
                    CliJson.Default.RemovalShape,
                    cancellation
                );
                context.Printer.Print(
                    freed,
                    CliJson.Default.RemovalShape,
                    (console, one) =>
                        Tables.Facts(
                            console,
                            ("freed", parsed.GetRequiredValue(place)),
                            ("revision", $"{one.Revision}")
                        )
                );
                return ExitCodes.Succeeded;
            },
            "rollouts connections free mesh appMesh:demo:checkout:checkout --if-revision 3 --reason \"it moved\""
        );
    }
}

using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Systems;

/// <summary>Shows the identity of the caller at the server.</summary>
internal static class WhoAmICommand
{
    public static Command Create() =>
        ServerCommand.Of(
            "whoami",
            "Show who you are to the server, and what you may do.",
            [],
            async (context, cancellation) =>
            {
                var api = context.Server.Api<ISystemApi>();
                var caller = await context.Server.SendAsync(api.CallerAsync, CliJson.Default.CallerShape, cancellation);
                context.Printer.Print(
                    caller,
                    CliJson.Default.CallerShape,
                    (console, me) =>
                        Tables.Facts(
                            console,
                            ("server", context.Server.Address.ToString()),
                            ("name", me.Name),
                            ("identity", me.Id),
                            ("kind", me.Kind),
                            ("groups", me.Groups.Count > 0 ? string.Join(", ", me.Groups) : null),
                            ("may", string.Join(", ", me.Permissions)),
                            ("until", me.Until)
                        )
                );
                return ExitCodes.Succeeded;
            },
            "rollouts whoami"
        );
}

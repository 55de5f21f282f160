using System.CommandLine;
using System.Net.Http.Json;
using Rollouts.Cli.Output;
using Rollouts.Cli.Rollouts;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Keys;

/// <summary>The commands for API keys.</summary>
internal static class KeysCommand
{
    public static Command Create() =>
        new("keys", "List, create and revoke API keys.") { List(), CreateKey(), Revoke() };

    private static Command List()
    {
        var after = new Option<string?>("--after") { Description = "Only keys behind this id." };
        return ServerCommand.Of(
            "list",
            "List the keys that are not revoked, 100 at a time, without the keys themselves.",
            [after],
            async (context, cancellation) =>
            {
                var (api, last) = (context.Server.Api<IKeysApi>(), context.Parsed.GetValue(after));
                var keys = await context.Server.SendAsync(
                    token => api.ListAsync(last, token),
                    CliJson.Default.IReadOnlyListKeyShape,
                    cancellation
                );
                context.Printer.Print(keys, CliJson.Default.IReadOnlyListKeyShape, Show);
                return ExitCodes.Succeeded;
            },
            "rollouts keys list"
        );
    }

    private static Command CreateKey()
    {
        var name = new Argument<string>("name") { Description = "What its holder is called in the log." };
        var (roles, services) = (Many("--role", "A role: viewer, deployer, operator or administrator"), Services());
        var (environments, groups) = (
            Many("--environment", "An environment that it reaches; all without it"),
            Groups()
        );
        var (until, reason) = (
            new Option<DateTimeOffset?>("--until") { Description = "When it expires, as in 2027-01-31T00:00:00Z." },
            Reasons.Option()
        );
        roles.Required = true;
        return ServerCommand.Of(
            "create",
            "Create a key. It is printed once, here, and never again.",
            [name, roles, services, environments, groups, until, reason],
            async (context, cancellation) =>
            {
                var parsed = context.Parsed;
                var request = new KeyRequest(
                    parsed.GetRequiredValue(name),
                    parsed.GetRequiredValue(roles),
                    parsed.GetRequiredValue(reason),
                    SomeOf(parsed.GetValue(services)),
                    SomeOf(parsed.GetValue(environments)),
                    SomeOf(parsed.GetValue(groups)),
                    parsed.GetValue(until)
                );
                var api = context.Server.Api<IKeysApi>();
                // Not retried: the server does not store an answer that holds a key, so a retry would create a second
                // one.
                var created = await context.Server.SendOnceAsync(
                    token => api.CreateAsync(JsonContent.Create(request, CliJson.Default.KeyRequest), token),
                    CliJson.Default.KeyShape,
                    cancellation
                );
                context.Printer.Print(
                    created,
                    CliJson.Default.KeyShape,
                    (console, key) => Tables.Facts(console, ("id", key.Id), ("key", key.Key), ("until", key.Until))
                );
                return ExitCodes.Succeeded;
            },
            "rollouts keys create shop-ci --role deployer --service 'shop-*' --environment staging --reason \"for CI\""
        );
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "The key's id, as 'keys list' shows it." };
        var reason = Reasons.Option();
        return ServerCommand.Of(
            "revoke",
            "Revoke a key. It opens nothing from then on.",
            [id, reason],
            async (context, cancellation) =>
            {
                var (api, key) = (context.Server.Api<IKeysApi>(), ServerContext.NewKey());
                var (named, why) = (
                    context.Parsed.GetRequiredValue(id),
                    new ReasonRequest(context.Parsed.GetRequiredValue(reason))
                );
                var revoked = await context.Server.SendAsync(
                    token => api.RevokeAsync(named, JsonContent.Create(why, CliJson.Default.ReasonRequest), key, token),
                    CliJson.Default.KeyShape,
                    cancellation
                );
                context.Printer.Print(revoked, CliJson.Default.KeyShape, (console, one) => Show(console, [one]));
                return ExitCodes.Succeeded;
            },
            "rollouts keys revoke 0123456789ab --reason \"the project ended\""
        );
    }

    private static Option<string[]> Services() =>
        Many("--service", "A service that it reaches, where * stands for any part; all without it");

    private static Option<string[]> Groups() => Many("--group", "A group that its holder belongs to");

    private static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description + "; repeatable." };

    private static string[]? SomeOf(string[]? values) => values is { Length: > 0 } ? values : null;

    private static void Show(IAnsiConsole console, IReadOnlyList<KeyShape> keys) =>
        Tables.Print(
            console,
            "no keys",
            ["id", "name", "roles", "services", "environments", "issued", "until", "last used"],
            keys.Select(key =>
                new[]
                {
                    key.Id,
                    key.Name,
                    string.Join(',', key.Roles),
                    string.Join(',', key.Services),
                    string.Join(',', key.Environments),
                    key.IssuedAt,
                    key.Until,
                    key.LastUsedAt,
                }
            )
        );
}

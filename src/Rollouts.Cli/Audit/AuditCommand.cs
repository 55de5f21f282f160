using System.CommandLine;
using System.Text.Json;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Audit;

/// <summary>The commands for the audit log.</summary>
internal static class AuditCommand
{
    public static Command Create() =>
        new("audit", "Search, export and verify the log of everything that was decided.")
        {
            Search(),
            Export(),
            Verify(),
        };

    private static Command Search()
    {
        var options = new AuditOptions();
        var cursor = new Option<string?>("--cursor")
        {
            Description = "Where the last page said that the search goes on.",
        };
        return ServerCommand.Of(
            "search",
            "Print records of the log, 100 at a time.",
            [.. options.Symbols, cursor],
            async (context, cancellation) =>
            {
                var (api, what) = (context.Server.Api<IAuditApi>(), options.Read(context.Parsed));
                var from = context.Parsed.GetValue(cursor);
                var page = await context.Server.SendAsync(
                    token =>
                        api.SearchAsync(
                            what.Stream,
                            what.Event,
                            what.By,
                            what.Text,
                            what.Since,
                            what.Until,
                            from,
                            token
                        ),
                    CliJson.Default.AuditPage,
                    cancellation
                );
                context.Printer.Print(
                    page,
                    CliJson.Default.AuditPage,
                    (console, found) =>
                    {
                        Tables.Print(
                            console,
                            "no records",
                            ["at", "stream", "version", "event", "by", "reason"],
                            found.Records.Select(Row)
                        );
                        if (found.Cursor is { } next)
                        {
                            console.WriteLine($"more: --cursor {next}");
                        }
                    }
                );
                return ExitCodes.Succeeded;
            },
            "rollouts audit search --stream rollout/ --event rollout.rolled-back --since 2027-01-01T00:00:00Z"
        );
    }

    private static Command Export()
    {
        var options = new AuditOptions();
        var format = new Option<string>("--format")
        {
            Description = "jsonl, which 'audit verify' and 'timeline' read, or csv.",
            DefaultValueFactory = _ => "jsonl",
        };
        format.AcceptOnlyFromAmong("jsonl", "csv");
        return ServerCommand.Of(
            "export",
            "Write records of the log to stdout, one a line.",
            [.. options.Symbols, format],
            async (context, cancellation) =>
            {
                var query = options.Read(context.Parsed).Query;
                var address = $"/api/v1/audit/export?format={context.Parsed.GetValue(format)}{query}";
                using var response = await context.Server.AnswerAsync(
                    token => context.Server.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token),
                    Retries.Repeated,
                    cancellation
                );
                await using var body = await response.Content.ReadAsStreamAsync(cancellation);
                using var reader = new StreamReader(body);
                var buffer = new char[32 * 1024];
                int read;
                while ((read = await reader.ReadAsync(buffer, cancellation)) > 0)
                {
                    await context.Output.WriteAsync(buffer.AsMemory(0, read), cancellation);
                }

                return ExitCodes.Succeeded;
            },
            "rollouts audit export > log.jsonl",
            "rollouts audit export --stream rollout/ --format csv > rollouts.csv"
        );
    }

    private static Command Verify()
    {
        var file = new Option<FileInfo?>("--file")
        {
            Description = "Verify this export offline instead of asking the server.",
            HelpName = "file",
        };
        var offline = Printer.Option();
        var server = new ServerOptions();
        var command = new ExampledCommand(
            "verify",
            "Verify that nothing in the log was changed, dropped or cut. Exits 3 where something was.",
            ["rollouts audit verify", "rollouts audit verify --file log.jsonl"]
        )
        {
            file,
            offline,
        };
        server.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var io = parsed.InvocationConfiguration;
                var printer = new Printer(parsed.GetValue(offline), io.Output, io.Error);
                if (parsed.GetValue(file) is { } export)
                {
                    return Report(printer, OfflineVerification.Of(export));
                }

                using var client = server.Open(parsed);
                var api = client.Api<IAuditApi>();
                return Report(
                    printer,
                    await client.SendAsync(api.VerifyAsync, CliJson.Default.VerificationShape, cancellation)
                );
            }
        );
        return command;
    }

    private static int Report(Printer printer, VerificationShape found)
    {
        printer.Print(
            found,
            CliJson.Default.VerificationShape,
            (console, result) =>
            {
                Tables.Facts(
                    console,
                    [
                        ("log", result.Intact ? "intact" : "NOT INTACT"),
                        ("streams", $"{result.Streams}"),
                        ("records", $"{result.Records}"),
                        ("checkpoint", result.Checkpoint ?? "none"),
                        .. result.Findings.Select(finding => ("finding", (string?)finding)),
                    ]
                );
            }
        );
        return found.Intact ? ExitCodes.Succeeded : ExitCodes.Refused;
    }

    private static string?[] Row(JsonElement record) =>
        [
            Text(record, "at"),
            Text(record, "stream"),
            record.TryGetProperty("version", out var version) ? version.GetRawText() : null,
            Text(record, "event"),
            record.TryGetProperty("by", out var by) ? Text(by, "name") : null,
            Text(record, "reason"),
        ];

    private static string? Text(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value)
            ? value.ToString()
            : null;
}

using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Plans;

/// <summary>The commands for the submitted plans of a server.</summary>
internal static class PlansCommand
{
    public static Command Create() =>
        new("plans", "List, read and submit the plans of a server.") { List(), Show(), Submit(), Revisions(), Diff() };

    private static Command List()
    {
        var cursor = new Option<string?>("--cursor")
        {
            Description = "Where the last page said that the list goes on.",
        };
        return ServerCommand.Of(
            "list",
            "List the plans by environment and service, 50 at a time.",
            [cursor],
            async (context, cancellation) =>
            {
                var api = context.Server.Api<IPlansApi>();
                var page = await context.Server.SendAsync(
                    token => api.ListAsync(context.Parsed.GetValue(cursor), token),
                    CliJson.Default.PlanPage,
                    cancellation
                );
                context.Printer.Print(
                    page,
                    CliJson.Default.PlanPage,
                    (console, plans) =>
                        Tables.Print(
                            console,
                            "no plans",
                            ["environment", "service", "revision"],
                            plans.Plans.Select(plan => new[] { plan.Environment, plan.Service, $"{plan.Revision}" })
                        )
                );
                return ExitCodes.Succeeded;
            },
            "rollouts plans list"
        );
    }

    private static Command Show()
    {
        var plan = PlanReference.Argument();
        var revision = new Option<int?>("--revision") { Description = "Which revision; the newest without it." };
        return ServerCommand.Of(
            "show",
            "Print a plan as it was submitted.",
            [plan, revision],
            async (context, cancellation) =>
            {
                var (environment, service) = PlanReference.Read(context.Parsed.GetRequiredValue(plan));
                var api = context.Server.Api<IPlansApi>();
                var found = await context.Server.SendAsync(
                    token =>
                        context.Parsed.GetValue(revision) is { } number
                            ? api.RevisionAsync(environment, service, number, token)
                            : api.ReadAsync(environment, service, token),
                    CliJson.Default.PlanShape,
                    cancellation
                );
                context.Printer.Print(found, CliJson.Default.PlanShape, (_, shown) => context.Output.Write(shown.Text));
                return ExitCodes.Succeeded;
            },
            "rollouts plans show prod/checkout",
            "rollouts plans show prod/checkout --revision 3"
        );
    }

    private static Command Submit()
    {
        var file = new Argument<FileInfo>("file") { Description = "The plan file." };
        var revision = new Option<int?>("--if-revision")
        {
            Description = "Refuse it unless this revision is the newest one.",
        };
        return ServerCommand.Of(
            "submit",
            "Submit a plan. Another text than before becomes a new revision.",
            [file, revision],
            async (context, cancellation) =>
            {
                if (
                    !PlanArguments.TryReadBytes(
                        context.Parsed.GetRequiredValue(file).ToString(),
                        context.Errors,
                        out var bytes
                    )
                )
                {
                    return ExitCodes.Refused;
                }

                var (api, key) = (context.Server.Api<IPlansApi>(), ServerContext.NewKey());
                var tag = context.Parsed.GetValue(revision) is { } number ? $"\"{number}\"" : null;
                var kept = await context.Server.SendAsync(
                    token => api.SubmitAsync(new ByteArrayContent(bytes), key, tag, token),
                    CliJson.Default.PlanShape,
                    cancellation
                );
                context.Printer.Print(
                    kept,
                    CliJson.Default.PlanShape,
                    (console, plan) =>
                        Tables.Facts(
                            console,
                            ("service", plan.Service),
                            ("environment", plan.Environment),
                            ("revision", $"{plan.Revision}")
                        )
                );
                return ExitCodes.Succeeded;
            },
            "rollouts plans submit checkout.yaml"
        );
    }

    private static Command Revisions()
    {
        var plan = PlanReference.Argument();
        return ServerCommand.Of(
            "history",
            "List who submitted which revision of a plan, and when.",
            [plan],
            async (context, cancellation) =>
            {
                var (environment, service) = PlanReference.Read(context.Parsed.GetRequiredValue(plan));
                var api = context.Server.Api<IPlansApi>();
                var found = await context.Server.SendAsync(
                    token => api.RevisionsAsync(environment, service, 0, token),
                    CliJson.Default.IReadOnlyListRevisionShape,
                    cancellation
                );
                context.Printer.Print(
                    found,
                    CliJson.Default.IReadOnlyListRevisionShape,
                    (console, revisions) =>
                        Tables.Print(
                            console,
                            "no revisions",
                            ["revision", "at", "by"],
                            revisions.Select(one => new[] { $"{one.Revision}", one.At, one.By })
                        )
                );
                return ExitCodes.Succeeded;
            },
            "rollouts plans history prod/checkout"
        );
    }

    private static Command Diff()
    {
        var plan = PlanReference.Argument();
        var from = new Option<int>("--from") { Description = "The older revision.", Required = true };
        var to = new Option<int>("--to") { Description = "The newer revision.", Required = true };
        return ServerCommand.Of(
            "diff",
            "Print what differs between two revisions of a plan.",
            [plan, from, to],
            async (context, cancellation) =>
            {
                var (environment, service) = PlanReference.Read(context.Parsed.GetRequiredValue(plan));
                var api = context.Server.Api<IPlansApi>();
                var (older, newer) = (context.Parsed.GetValue(from), context.Parsed.GetValue(to));
                var found = await context.Server.SendAsync(
                    token => api.DiffAsync(environment, service, older, newer, token),
                    CliJson.Default.DifferenceShape,
                    cancellation
                );
                context.Printer.Print(
                    found,
                    CliJson.Default.DifferenceShape,
                    (_, difference) => context.Output.WriteLine(string.Join("\n", difference.Lines))
                );
                return ExitCodes.Succeeded;
            },
            "rollouts plans diff prod/checkout --from 2 --to 3"
        );
    }
}

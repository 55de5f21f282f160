using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;
using Spectre.Console;

namespace Rollouts.Cli.Jobs;

/// <summary>The commands for background jobs.</summary>
internal static class JobsCommand
{
    public static Command Create() =>
        new("jobs", "List, show and cancel your background jobs on the server.") { List(), Show(), Result(), Cancel() };

    private static Command List() =>
        ServerCommand.Of(
            "list",
            "List your newest jobs, at most 100.",
            [],
            async (context, cancellation) =>
            {
                var api = context.Server.Api<IJobsApi>();
                var jobs = await context.Server.SendAsync(
                    api.ListAsync,
                    CliJson.Default.IReadOnlyListJobShape,
                    cancellation
                );
                context.Printer.Print(jobs, CliJson.Default.IReadOnlyListJobShape, Print);
                return ExitCodes.Succeeded;
            },
            "rollouts jobs list"
        );

    private static Command Show()
    {
        var id = Id();
        return ServerCommand.Of(
            "show",
            "Show a job: its status, its progress and why it failed.",
            [id],
            async (context, cancellation) =>
            {
                var (api, named) = (context.Server.Api<IJobsApi>(), context.Parsed.GetRequiredValue(id));
                var job = await context.Server.SendAsync(
                    token => api.ReadAsync(named, token),
                    CliJson.Default.JobShape,
                    cancellation
                );
                context.Printer.Print(job, CliJson.Default.JobShape, Print);
                return ExitCodes.Succeeded;
            },
            "rollouts jobs show 01a2296453637e2c92ea67b9653bc5b3"
        );
    }

    private static Command Result()
    {
        var id = Id();
        return ServerCommand.Of(
            "result",
            "Write the result of a job that is done to stdout.",
            [id],
            async (context, cancellation) =>
            {
                var (api, named) = (context.Server.Api<IJobsApi>(), context.Parsed.GetRequiredValue(id));
                using var response = await context.Server.AnswerAsync(
                    token => api.ReadResultAsync(named, token),
                    Retries.Repeated,
                    cancellation
                );
                await context.Output.WriteAsync(await response.Content.ReadAsStringAsync(cancellation));
                return ExitCodes.Succeeded;
            },
            "rollouts jobs result 01a2296453637e2c92ea67b9653bc5b3 > log.jsonl"
        );
    }

    private static Command Cancel()
    {
        var id = Id();
        return ServerCommand.Of(
            "cancel",
            "Cancel a job. It stops within seconds.",
            [id],
            async (context, cancellation) =>
            {
                var (api, key) = (context.Server.Api<IJobsApi>(), ServerContext.NewKey());
                var named = context.Parsed.GetRequiredValue(id);
                var job = await context.Server.SendAsync(
                    token => api.CancelAsync(named, key, token),
                    CliJson.Default.JobShape,
                    cancellation
                );
                context.Printer.Print(job, CliJson.Default.JobShape, Print);
                return ExitCodes.Succeeded;
            },
            "rollouts jobs cancel 01a2296453637e2c92ea67b9653bc5b3"
        );
    }

    private static Argument<string> Id() => new("id") { Description = "The job's id, as 'jobs list' shows it." };

    private static void Print(IAnsiConsole console, JobShape job) =>
        Tables.Facts(
            console,
            ("id", job.Id),
            ("kind", job.Kind),
            ("status", job.Status),
            ("progress", ProgressOf(job)),
            ("message", job.Message),
            ("created", job.CreatedAt),
            ("ended", job.EndedAt)
        );

    private static void Print(IAnsiConsole console, IReadOnlyList<JobShape> jobs) =>
        Tables.Print(
            console,
            "no jobs",
            ["id", "kind", "status", "progress", "created", "ended"],
            jobs.Select(job => new[] { job.Id, job.Kind, job.Status, ProgressOf(job), job.CreatedAt, job.EndedAt })
        );

    private static string? ProgressOf(JobShape job) =>
        job.Done is null ? null
        : job.Total is null ? $"{job.Done}"
        : $"{job.Done} of {job.Total}";
}

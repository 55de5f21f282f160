using Rollouts.Cli.Output;
using Spectre.Console;

namespace Rollouts.Cli.Rollouts;

/// <summary>Prints rollouts for people.</summary>
internal static class RolloutPrinter
{
    public static void Print(IAnsiConsole console, RolloutShape rollout)
    {
        Tables.Facts(
            console,
            [
                ("rollout", rollout.Id),
                ("service", rollout.Service),
                ("environment", rollout.Environment),
                ("version", rollout.Version),
                ("status", rollout.Status),
                ("where", rollout.Summary),
                .. (rollout.WouldHave ?? []).Select(would =>
                    ("would have", (string?)$"{would.Action} at {would.Weight}, {would.At}: {would.Because}")
                ),
                .. rollout.Blockers.Select(blocker => ("blocked by", (string?)blocker)),
                .. rollout.PointOfNoReturn is { } point
                    ? new[]
                    {
                        ("no return", (string?)$"{point.Side}: {point.Because}"),
                        ("withheld", point.Withheld is { } due ? $"a rollback is due: {due}" : null),
                    }
                    : [],
                ("opened", rollout.OpenedAt),
                ("deadline", rollout.Deadline),
                ("ended", rollout.EndedAt),
                .. (rollout.Links ?? new Dictionary<string, string>()).Select(link => (link.Key, (string?)link.Value)),
            ]
        );
        console.WriteLine();
        Tables.Print(
            console,
            "no targets",
            ["target", "candidate", "stable", "desired", "applied", "observed", "failure"],
            rollout.Targets.Select(target =>
                new[]
                {
                    target.Name,
                    target.Candidate,
                    target.Stable,
                    target.Desired,
                    target.Applied,
                    target.Observed,
                    target.Failure ?? "",
                }
            )
        );
        console.WriteLine();
        PrintChecks(console, rollout);
        if (rollout.Approvals is { } approvals)
        {
            console.WriteLine();
            PrintApprovals(console, approvals);
        }
    }

    private static void PrintApprovals(IAnsiConsole console, IReadOnlyList<ApprovalStepShape> approvals) =>
        Tables.Print(
            console,
            "no approvals",
            ["step", "asked", "from", "given", "ahead, and void"],
            approvals.Select(step =>
                new[]
                {
                    step.Step,
                    step.IsAsked ? "now" : "later",
                    string.Join(", ", step.From)
                        + (step.DemandedBy is { } environment ? $" (demanded by {environment})" : ""),
                    $"{step.Given} of {step.Needed}",
                    string.Join(
                        "; ",
                        step.Ahead.Select(ahead => $"{ahead.Person} until {ahead.ValidUntil}")
                            .Concat(step.Voided.Select(voided => $"{voided.Person}: void, {voided.Changed}"))
                    ),
                }
            )
        );

    public static void PrintChecks(IAnsiConsole console, RolloutShape rollout) =>
        Tables.Print(
            console,
            "no checks",
            ["check", "target", "verdict", "since", "because"],
            rollout.Checks.Select(check =>
                new[] { check.Name, check.Target ?? "all", check.Outcome, check.Since, check.Sentence ?? "" }
            )
        );

    public static void Print(IAnsiConsole console, RolloutPage page)
    {
        Tables.Print(
            console,
            "no rollouts",
            ["id", "service", "environment", "version", "status", "opened", "where"],
            page.Rollouts.Select(row =>
                new[] { row.Id, row.Service, row.Environment, row.Version, row.Status, row.OpenedAt, row.Summary }
            )
        );
        if (page.Cursor is { } cursor)
        {
            console.WriteLine();
            console.WriteLine($"more: --cursor {cursor}");
        }
    }
}

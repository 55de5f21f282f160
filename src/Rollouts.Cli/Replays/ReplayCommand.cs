using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Plans;
using Rollouts.Integrations.PlanLanguage;
using Spectre.Console;

namespace Rollouts.Cli.Replays;

/// <summary>Judges evidence again, by the checks of another plan.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var bundle = new Argument<string>("bundle")
        {
            Description = "The evidence, as 'rollouts evidence -o json' wrote it.",
        };
        var plan = new Option<string>("--plan", "-f")
        {
            Description = "The plan whose checks judge it.",
            Required = true,
        };
        var output = Printer.Option();
        var command = new ExampledCommand(
            "replay",
            "Judge the evidence of a rollout again by the checks of a plan, and say when they would roll it back.",
            [
                "rollouts evidence prod/checkout -o json > bundle.json",
                "rollouts replay bundle.json --plan checkout.yaml",
            ]
        )
        {
            bundle,
            plan,
            output,
        };
        command.SetAction(parsed =>
        {
            var io = parsed.InvocationConfiguration;
            var file = parsed.GetRequiredValue(plan);
            if (!PlanArguments.TryReadBytes(file, io.Error, out var bytes))
            {
                return ExitCodes.Refused;
            }

            var reading = PlanReader.Read(file, bytes, installation: null);
            foreach (var problem in reading.Problems)
            {
                io.Error.WriteLine(problem);
            }

            if (!reading.IsAccepted)
            {
                return ExitCodes.Refused;
            }

            var replayed = Replay.Of(reading.Plan, EvidenceFile.Read(parsed.GetRequiredValue(bundle)));
            new Printer(parsed.GetValue(output), io.Output, io.Error).Print(
                replayed,
                CliJson.Default.ReplayShape,
                Show
            );
            return ExitCodes.Succeeded;
        });
        return command;
    }

    public static void Show(IAnsiConsole console, ReplayShape replayed)
    {
        Tables.Facts(
            console,
            [
                ("rollout", replayed.Rollout),
                ("recorded", Say(replayed.Recorded, replayed.RecordedAt)),
                (
                    "replayed",
                    replayed.Decided is { } at ? Say($"rolled back by {replayed.DecidedBy}", at) : "not rolled back"
                ),
                ("judgement", Say(replayed)),
                .. replayed.LeftOut.Select(check => ("left out", (string?)check)),
            ]
        );
        console.WriteLine();
        Tables.Print(
            console,
            "no verdicts",
            ["at", "check", "target", "verdict", "because"],
            replayed.Verdicts.Select(verdict =>
                new[] { $"{verdict.At:O}", verdict.Check, verdict.Target ?? "all", verdict.Outcome, verdict.Sentence }
            )
        );
    }

    public static string Say(ReplayShape replayed) =>
        replayed.Judgement switch
        {
            "same" => "the same decision",
            "wrong" => "a rollback of a release that was good",
            "missed" => "no rollback of a release that was bad",
            "earlier" => $"{(replayed.RecordedAt - replayed.Decided)!.Value.TotalSeconds:0} s earlier",
            _ => $"{(replayed.Decided - replayed.RecordedAt)!.Value.TotalSeconds:0} s later",
        };

    private static string Say(string what, DateTimeOffset? at) => at is { } moment ? $"{what} at {moment:O}" : what;
}
